"""What the numbers mean: periods, statuses, catalogue, views, transformations. No Qt."""

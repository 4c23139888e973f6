"""What the user keeps: views, favourites, notes."""

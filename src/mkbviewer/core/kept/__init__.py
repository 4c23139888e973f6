"""What a user keeps and hands on: views, notes, comparisons."""

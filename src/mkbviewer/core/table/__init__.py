"""What is chosen for the table of a page."""

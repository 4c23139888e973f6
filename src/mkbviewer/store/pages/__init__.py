"""Reading what pages, cards, checks and reports show."""

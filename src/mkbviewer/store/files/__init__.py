"""Files that appear whole or not at all, and packed ones that nobody trusts."""

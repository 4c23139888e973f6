"""How an indicator's figures follow from a table's, and how that is explained."""

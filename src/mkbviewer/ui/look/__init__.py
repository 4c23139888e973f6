"""How the program looks: colours, fonts, icons, size of text."""

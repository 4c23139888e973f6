"""Pictures, sheets and reports that leave the program."""

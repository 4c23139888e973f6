"""Reading large files without a flaw by Arrow, in a third of the time.

A file is read here when every line is a row, every cell of figures is a number or one of CBS's
signs for a missing one, every text stands for something, and the rows stand in order. What is
otherwise in any way is left to `dialects.rectangle`, which tells what is wrong, and mends it: both
read the same in the same file.
"""

"""What a reader is told where she hands a file to the page."""

from analysis.language import mark

CHOOSE = mark("Choose a file")
OR_DROP = mark("or drop it here")
REMOVE = mark("Remove the file")
READING = mark("The file is being read.")
TOO_BIG = mark("The file is larger than {most} MB, so it was not sent.")
UNREADABLE = mark("The browser could not read the file.")

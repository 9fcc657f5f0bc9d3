"""What is wrong with the files of Sinfonia: told by kind, judged by its rules, mended where that loses nothing."""

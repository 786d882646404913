enum LocalLogPlaceholder {}

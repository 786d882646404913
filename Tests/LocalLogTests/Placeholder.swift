enum LocalLogTestsPlaceholder {}

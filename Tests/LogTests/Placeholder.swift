enum LogTestsPlaceholder {}

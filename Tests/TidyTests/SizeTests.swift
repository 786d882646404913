import Testing

@Suite("Sizes") struct SizeTests {
    @Test("A file has at most 250 lines")
    func files() {
        for file in Project.here.swift {
            let lines = file.lines.count - 1
            #expect(lines <= 250, "\(file.path) has \(lines) lines: it is more than one noun")
        }
        #expect(Project.here.swift.count > 50)
    }

    @Test("A function has at most 70 lines")
    func functions() {
        var seen = 0
        for file in Project.here.swift {
            for (name, lines) in SwiftText.functions(in: file.code) {
                seen += 1
                #expect(
                    lines.count <= 70,
                    "\(file.path):\(lines.lowerBound): \(name) has \(lines.count) lines")
            }
        }
        #expect(seen > 100)
    }

    @Test("A line has at most 100 columns, in comments and strings too")
    func columns() {
        let endings = [".swift", ".h", ".c", ".cpp", ".sh", "Makefile", "Dockerfile"]
        let scripts = ["deploy/setup", ".ci/run"]
        for file in Project.here.files
        where endings.contains(where: file.path.hasSuffix) || scripts.contains(file.path) {
            for (index, line) in file.lines.enumerated() {
                #expect(line.count <= 100, "\(file.path):\(index + 1): \(line.count) columns")
            }
        }
    }

    @Test("Functions are found with the lines they take")
    func scanning() {
        let code = SwiftText.code(
            of: #"""
                struct A {
                    init(a: () -> Int = { 1 }) {
                        print("} \(b("}")) {")
                    }
                    func one() { /* } */ }
                    func two<T>(
                        _ t: T
                    ) -> [T] where T: B {  // }
                        if x { self.init(y) }
                        return #""}"#
                    }
                    deinit {
                    }
                }
                protocol P {
                    func three()
                }
                """#)
        let functions = SwiftText.functions(in: code)
        #expect(functions.map(\.name) == ["init", "one", "two", "deinit"])
        #expect(functions.map(\.lines) == [2...4, 5...5, 6...11, 12...13])
    }
}

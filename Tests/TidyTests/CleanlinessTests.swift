import Foundation
import Testing

@Suite("Cleanliness") struct CleanlinessTests {
    @Test("The top level holds what it should and nothing else")
    func topLevel() {
        let allowed: Set = [
            "Package.swift", "Services", "Shared", "Tests", "deploy", "docker-compose.yml",
            "README.md", "LICENSE", "Makefile", ".ci", ".swift-format", ".gitignore",
            ".dockerignore",
        ]
        #expect(Project.here.topLevel.subtracting(allowed) == [])
        #expect(Project.here.topLevel.contains("Package.swift"))
    }

    @Test("Nothing is left to be done, and nothing is forced")
    func forbidden() {
        for file in Project.here.swift {
            let (text, code) = (file.text, file.code)
            // Spelt so that it does not find itself.
            #expect(text.firstMatch(of: /\b(T[O]DO|F[I]XME)\b/) == nil, "\(file.path): a note")
            #expect(code.firstMatch(of: /\btry!/) == nil, "\(file.path): a forced try")
            #expect(code.firstMatch(of: /\bas!/) == nil, "\(file.path): a forced cast")
        }
    }

    @Test("No two files are the same")
    func copies() {
        // What parsers are tried on is as its makers made it.
        let files = Project.here.files.filter {
            !$0.contents.isEmpty && !$0.path.contains("/Fixtures/") && !$0.path.contains("/Corpus/")
        }
        for (_, same) in Dictionary(grouping: files, by: \.contents) {
            #expect(same.count == 1, "the same contents: \(same.map(\.path))")
        }
        #expect(files.count > 50)
    }

    @Test("No file only holds a place")
    func placeholders() {
        let files = Project.here.files
        #expect(files.filter { $0.name == "Placeholder.swift" }.map(\.path) == [])
        #expect(files.filter(\.contents.isEmpty).map(\.path) == [])
    }

    @Test("Every file of tests has tests, and tests stand in files named so")
    func tests() {
        for file in Project.here.swift where file.path.hasPrefix("Tests/") {
            #expect(
                file.name.hasSuffix("Tests.swift") == file.code.contains("@Test"),
                "\(file.path): a file with tests is named …Tests.swift, and no other")
        }
    }

    @Test("Code is told from comments and strings")
    func code() {
        #expect(SwiftText.code(of: "a // b\nc") == "a     \nc")
        #expect(
            SwiftText.code(of: "a /* b /* c */ d */ e") == "a" + String(repeating: " ", count: 19)
                + "e")
        #expect(SwiftText.code(of: #"a "b\"c" d"#) == #"a "    " d"#)
        #expect(SwiftText.code(of: #"a "\(b("c", (1)))d" e"#) == #"a "  b(" ", (1))  " e"#)
        #expect(SwiftText.code(of: ##"#"a\n"b"# c"##) == ##"#"     "# c"##)
        #expect(SwiftText.code(of: "\"\"\"\na \"b\"\n\"\"\" c") == "\"\"\"\n     \n\"\"\" c")
    }
}

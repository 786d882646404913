import Testing

@testable import Settings

@Suite("YAML") struct YAMLTests {
    private func read(_ text: String, _ limits: YAML.Limits = .init()) throws -> YAML.Node {
        let bytes = Array(text.utf8)
        return try YAML.read(bytes.span, limits: limits)
    }

    private func failure(_ text: String, _ limits: YAML.Limits = .init()) -> YAMLError? {
        #expect(throws: YAMLError.self) { try read(text, limits) }
    }

    @Test("A mapping keeps its order, and each node knows its line and column")
    func places() throws {
        guard case .mapping(let pairs, let place) = try read("b: 1\na:\n  - x\n  - \"y\"\n") else {
            Issue.record("no mapping")
            return
        }
        #expect(place == YAML.Place(line: 1, column: 1))
        #expect(pairs.map(\.key.text) == ["b", "a"])
        #expect(pairs[0].value.place == YAML.Place(line: 1, column: 4))
        #expect(
            pairs[1].value
                == .sequence(
                    [
                        .scalar(.init(text: "x", isText: false, place: .init(line: 3, column: 5))),
                        .scalar(.init(text: "y", isText: true, place: .init(line: 4, column: 5))),
                    ], .init(line: 3, column: 3)))
    }

    @Test("Columns count characters, not bytes")
    func columns() throws {
        guard case .mapping(let pairs, _) = try read("één: ü") else {
            Issue.record("no mapping")
            return
        }
        #expect(pairs[0].value.place == YAML.Place(line: 1, column: 6))
    }

    @Test("Quoted, block and !!str scalars are text; plain ones may be numbers or null")
    func scalars() throws {
        let cases: [(String, String, isText: Bool, isNull: Bool)] = [
            ("71", "71", false, false), ("\"71\"", "71", true, false), ("'~'", "~", true, false),
            ("~", "~", false, true), ("!!str 71", "71", true, false), ("! 71", "71", true, false),
            ("|\n  two\n  lines\n", "two\nlines\n", true, false), ("NO", "NO", false, false),
            ("null", "null", false, true), ("", "", false, true), ("# empty\n", "", false, true),
        ]
        for (yaml, text, isText, isNull) in cases {
            guard case .scalar(let scalar) = try read(yaml) else {
                Issue.record("\(yaml) is no scalar")
                continue
            }
            #expect(scalar.text == text)
            #expect(scalar.isText == isText, "\(yaml)")
            #expect(scalar.isNull == isNull, "\(yaml)")
        }
    }

    @Test("A key that stands twice is refused, with the line it stood on first")
    func duplicates() throws {
        let error = try #require(failure("a: 1\nb: 2\na: 3\n"))
        #expect(
            error
                == .refused(
                    .init(line: 3, column: 1), "the key \"a\" stands on line 1 already"))
    }

    @Test("Anchors, aliases, tags and second documents are refused")
    func refused() throws {
        for yaml in [
            "a: &x 1", "a: *x", "- &x [1]", "- &x {a: 1}", "a: !!int \"1\"", "a: !mine 1",
            "a: !!set {}", "[1]: 2", "a: 1\n---\nb: 2\n",
        ] {
            guard case .refused = failure(yaml) else {
                Issue.record("\(yaml) was not refused")
                continue
            }
        }
    }

    @Test("What breaks the grammar is reported with line, column and problem")
    func malformed() throws {
        let cases: [(String, line: Int, column: Int)] = [
            ("a: 1\nb: [1, 2\n", 3, 1), ("a: 1\n  b: 2\n", 2, 4), ("a: \"x\n", 2, 1),
            ("\ta: 1", 1, 1), ("%bad\n---\n", 1, 5),
        ]
        for (yaml, line, column) in cases {
            let error = try #require(failure(yaml))
            guard case .malformed(let place, let problem) = error else {
                Issue.record("\(yaml): \(error)")
                continue
            }
            #expect(place == YAML.Place(line: line, column: column), "\(yaml): \(error)")
            #expect(!problem.isEmpty)
        }
    }

    @Test("Bytes that are no UTF-8 are reported where they stand")
    func encoding() throws {
        let bytes = Array("a: 1\nb: é".utf8) + [0xFF]
        let error = #expect(throws: YAMLError.self) { try YAML.read(bytes.span) }
        #expect(error?.place == YAML.Place(line: 2, column: 5))
        let control = #expect(throws: YAMLError.self) { try read("a: \u{1}") }
        #expect(control?.place == YAML.Place(line: 1, column: 4))
    }

    @Test("Size, depth and number of nodes are bounded")
    func limits() throws {
        let deep = String(repeating: "[", count: 100) + String(repeating: "]", count: 100)
        for (yaml, limits) in [
            (deep, YAML.Limits()), ("[1, 2, 3]", YAML.Limits(nodes: 4)),
            ("abc", YAML.Limits(bytes: 2)),
        ] {
            guard case .tooLarge = failure(yaml, limits) else {
                Issue.record("\(yaml) was read")
                continue
            }
        }
        #expect(throws: Never.self) { try read("[1, 2, 3]", YAML.Limits(bytes: 9, nodes: 5)) }
    }

    @Test("Whatever a file is changed to, it is read or refused at a place within it")
    func mutations() {
        let original = Array(
            "a: 1\nb: [x, \"y\\u00e9\", 'z']\nc:\n  - {d: ~, e: |\n    f\n  }\n# g\n? h\n: &i *j\n"
                .utf8)
        var random = Seeded(seed: 1)
        var refused = 0
        for _ in 0..<20_000 {
            var bytes = original
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let at = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes[at] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.remove(at: at)
                default:
                    bytes.insert(bytes[Int.random(in: 0..<bytes.count, using: &random)], at: at)
                }
            }
            do { _ = try YAML.read(bytes.span) } catch {
                refused += 1
                let lines = bytes.count { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") } + 1
                #expect((1...lines + 2).contains(error.place.line), "\(bytes): \(error)")
            }
        }
        #expect(refused > 1000)
    }
}

/// A random sequence that is the same each time (splitmix64).
private struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

import Messages
import Support
import Testing

@testable import Ingest

@Suite("The CSV parser") struct CSVParserTests {
    @Test("Quotes, line ends in them, CR LF, CR, a mark, and a last line without an end")
    func grammar() throws {
        let text = "\u{feff}a,\"b\"\"c\",\"d\r\ne\"\r\n\r\n,,\rlast,1"
        let rows = try Self.rows(Array(text.utf8), cuts: [])
        #expect(rows.map(\.fields) == [["a", "b\"c", "d\r\ne"], ["", "", ""], ["last", "1"]])
        #expect(rows.map(\.line) == [1, 4, 5])
    }

    @Test("A field of nothing but quotes is a row")
    func quotedNothing() throws {
        #expect(try Self.rows(Array("\"\"\n".utf8), cuts: []).map(\.fields) == [[""]])
    }

    @Test(
        "What cannot be taken apart is unreadable, with its line",
        arguments: [("a\n\"b\nc", 2), ("a\n\"b\"c\n", 2)])
    func unreadable(text: String, line: Int) throws {
        do {
            _ = try Self.rows(Array(text.utf8), cuts: [])
            Issue.record("it was read")
        } catch UploadError.unreadable(let error) {
            #expect(error.line == line)
        }
    }

    @Test("A record without an end is not kept for ever")
    func bounded() throws {
        let text = "\"" + String(repeating: "x\n", count: CSVParser.recordLimitBytes)
        do {
            _ = try Self.rows(Array(text.utf8), cuts: [])
            Issue.record("it was read")
        } catch UploadError.unreadable(let error) {
            #expect(error.code == .tooLarge)
        }
    }

    @Test("A record of more fields than any table has is not kept")
    func fields() throws {
        let most = String(repeating: ",", count: CSVParser.fieldLimit - 1)
        #expect(try Self.rows(Array((most + "\n").utf8), cuts: []).count == 1)
        do {
            _ = try Self.rows(Array((most + ",").utf8), cuts: [])
            Issue.record("it was read")
        } catch UploadError.unreadable(let error) {
            #expect(error.code == .tooLarge)
        }
    }

    @Test("However a text is cut into pieces, its rows are the same")
    func chunks() throws {
        var random = SplitMix64(seed: 7)
        var rowCount = 0
        for _ in 0..<500 {
            let text = Self.text(&random)
            let whole = try Self.rows(text, cuts: [])
            let cuts = (0..<random.below(12)).map { _ in random.below(text.count + 1) }.sorted()
            #expect(try Self.rows(text, cuts: cuts) == whole, "\(text) cut at \(cuts)")
            let each = Array(0...text.count)
            #expect(try Self.rows(text, cuts: each) == whole, "\(text) byte by byte")
            rowCount += whole.count
        }
        #expect(rowCount > 1_000)
    }

    struct Row: Equatable {
        let line: Int
        let fields: [String]
    }

    /// The rows of a text that comes in pieces, cut before the bytes at `cuts`.
    private static func rows(_ text: [UInt8], cuts: [Int]) throws -> [Row] {
        var parser = CSVParser()
        var rows: [Row] = []
        func take(_ record: borrowing CSVRecord) {
            var fields: [String] = []
            for field in 0..<record.count { fields.append(String(copying: record.field(field))) }
            rows.append(Row(line: record.line, fields: fields))
        }
        var start = 0
        for cut in cuts + [text.count] {
            try parser.read(text.span.extracting(start..<cut)) { take($0) }
            start = cut
        }
        try parser.finish { take($0) }
        return rows
    }

    /// A well-formed text of what makes trouble.
    private static func text(_ random: inout SplitMix64) -> [UInt8] {
        var text = random.chance(20) ? "\u{feff}" : ""
        for _ in 0...random.below(6) {
            for column in 0...random.below(4) {
                if column > 0 { text += "," }
                if random.chance(40) {
                    let parts = ["", "é", "\"\"", "\n", "\r\n", ",", "x", "\r"]
                    text += "\"" + (0..<random.below(5)).map { _ in random.pick(parts) }.joined()
                    text += "\""
                } else {
                    text += random.pick(["", "a", "ü€", "x\"y", "64.5", " "])
                }
            }
            text += random.pick(["\n", "\r\n", "\r", "\n\n"])
        }
        return Array(text.utf8)
    }
}

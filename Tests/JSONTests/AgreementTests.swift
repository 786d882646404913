import Foundation
import JSON
import Support
import Testing

@Suite("Foundation's decoder and this reader")
struct AgreementTests {
    @Test("take and refuse the same of thousands of mutated documents, with the same values")
    func agree() throws {
        var random = SplitMix64(seed: 2026)
        let decoder = JSONDecoder()
        var (taken, refused) = (0, 0)
        for _ in 0..<6000 {
            let document = mutated(using: &random)
            let theirs = try? decoder.decode(Tree.self, from: Data(document))
            let ours = tree(document)
            #expect(ours == theirs, "\(String(decoding: document, as: UTF8.self))")
            if ours == nil { refused += 1 } else { taken += 1 }
        }
        #expect(taken > 500 && refused > 500)
    }

    /// Nil where the document is at fault. Theirs takes a comma before a closing bracket, which
    /// RFC 8259 does not: the comma is taken away, and the rest must agree.
    private func tree(_ document: [UInt8]) -> Tree? {
        do {
            var reader = Reader(document.span)
            let tree = try Tree(&reader)
            try reader.finish()
            return tree
        } catch let error as JSONError {
            let closing = ["'}'": "a name in quotation marks", "']'": "a value"]
            guard closing[error.found] == error.expected,
                let comma = document[..<error.offset].lastIndex(where: { $0 > 0x20 }),
                document[comma] == UInt8(ascii: ",")
            else { return nil }
            var strict = document
            strict.remove(at: comma)
            return self.tree(strict)
        } catch {
            return nil
        }
    }

    private func mutated(using random: inout SplitMix64) -> [UInt8] {
        var document = Self.seeds.randomElement(using: &random) ?? []
        for _ in 0..<Int.random(in: 0...3, using: &random) {
            let index = Int.random(in: 0..<document.count, using: &random)
            let token = Self.tokens.randomElement(using: &random) ?? []
            switch Int.random(in: 0..<4, using: &random) {
            case 0: document.replaceSubrange(index...index, with: token)
            case 1: document.insert(contentsOf: token, at: index)
            case 2 where document.count > 1: document.remove(at: index)
            default: document[index] ^= 1 << UInt8.random(in: 0..<7, using: &random)
            }
        }
        return document
    }

    private static let seeds = [
        #"{"indicator":"nl.mkb.cloud","area":"NL","figures":[{"period":"2025","value":71.5}]}"#,
        #"[0,-0.5,1e5,1.25E-3,12345678901234567890,true,false,null,"",[],{}]"#,
        #"{"a":"\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00","é":"€😀","b":{"c":[[["deep"]]]}}"#,
        " { \"a\" : [ 1 , 2 ] ,\n\t\"b\" : \"a longer text of plain bytes\" } \r\n",
    ].map { Array($0.utf8) }

    private static let tokens = [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "\\ud83d", "0", "1", "-", ".", "e", "E+",
        " ",
        "\n", "\t", "\u{1}", "true", "null", "é", "\"a\":1,", "00", "1.5",
    ].map { Array($0.utf8) }
}

/// What both sides build.
private indirect enum Tree: Equatable {
    case object([String: Tree])
    case array([Tree])
    case string(String)
    case number(Double)
    case boolean(Bool)
    case null

    /// A number nearer to 0 than to any other double: 0 to us, a fault to them.
    private struct Underflow: Error {}

    /// Of names that come twice the first is kept, as they do.
    init(_ reader: inout Reader) throws {
        switch try reader.kind() {
        case .object:
            var members: [String: Tree] = [:]
            try reader.beginObject()
            while let name = try reader.nextMember() {
                let value = try Tree(&reader)
                members[reader.text(name)] = members[reader.text(name)] ?? value
            }
            self = .object(members)
        case .array:
            var elements: [Tree] = []
            try reader.beginArray()
            while try reader.nextElement() { elements.append(try Tree(&reader)) }
            self = .array(elements)
        case .string: self = .string(reader.text(try reader.string()))
        case .number:
            let number = try reader.decimal()
            if number.value == 0, number.significantDigits > 0 { throw Underflow() }
            self = .number(number.value)
        case .boolean: self = .boolean(try reader.boolean())
        case .null:
            try reader.null()
            self = .null
        }
    }
}

extension Tree: Decodable {
    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let boolean = try? container.decode(Bool.self) {
            self = .boolean(boolean)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let string = try? container.decode(String.self) {
            self = .string(string)
        } else if let elements = try? container.decode([Tree].self) {
            self = .array(elements)
        } else {
            self = .object(try container.decode([String: Tree].self))
        }
    }
}

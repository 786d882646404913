import Foundation
import Founding
import JSON
import Log
import Messages
import Support
import Testing

@Suite("The description of the topics") struct AsyncAPITests {
    private static let bytes = AsyncAPI.document(version: "1.2.3", partitions: 12)

    private static let schema = ExternalTool.checkout
        .appending(path: "../shared/schemas/asyncapi-3.0.0.json").standardized

    @Test("says of every topic what stands on it, under which key, and how long it is kept")
    func topics() throws {
        let document = try Value(Self.bytes.span)
        let channels = try #require(document["channels"])
        #expect(channels.members.map(\.name) == Topic.allCases.map(\.rawValue))
        let configuration = channels["rejects"]?["bindings"]?["kafka"]?["topicConfiguration"]
        #expect(configuration?["retention.ms"]?.number == 2_592_000_000.0)
        let updates = channels["updates"]?["bindings"]?["kafka"]
        #expect(updates?["partitions"]?.number == 12)
        #expect(updates?["topicConfiguration"]?["retention.ms"]?.number == -1)
        let met = document["components"]?["messages"]?["peil.target.met.v1"]
        #expect(
            met?["payload"]?["schema"]?["$ref"]?.string == "/schemas/peil.target.met.v1.json")
        #expect(met?["bindings"]?["kafka"]?["key"]?["type"]?.string == "string")
    }

    @Test("refers to what is there")
    func references() throws {
        let document = try Value(Self.bytes.span)
        let references = Self.references(in: document)
        for reference in references {
            if reference.hasPrefix("/schemas/") {
                #expect(Schema.named(String(reference.dropFirst(9))) != nil, "\(reference)")
                continue
            }
            var value: Value? = document
            for step in reference.dropFirst(2).split(separator: "/") {
                value = value?[String(step)]
            }
            #expect(value != nil, "\(reference) leads nowhere")
        }
        #expect(references.count > 40)
        // Each message has a schema of its own.
        #expect(!references.contains("/schemas/event.json"))
    }

    @Test(
        "is AsyncAPI 3.0",
        .enabled(
            if: FileManager.default.fileExists(atPath: schema.path),
            "shared/schemas does not lie beside the checkout"),
        .enabled(SchemaTool.need) { try SchemaTool.isThere() })
    func conforms() throws {
        let text = String(decoding: Self.bytes, as: UTF8.self)
        let (status, output) = try SchemaTool.run("conforms", Self.schema.path, input: text)
        #expect(status == 0, "\(output)")
        let broken = text.replacing("\"action\":\"send\"", with: "\"action\":\"shout\"")
        #expect(try SchemaTool.run("conforms", Self.schema.path, input: broken).status == 1)
    }

    private static func references(in value: Value) -> [String] {
        value.elements.flatMap { references(in: $0) }
            + value.members.flatMap { member in
                member.name == "$ref"
                    ? [member.value.string].compactMap(\.self) : references(in: member.value)
            }
    }
}

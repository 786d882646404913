import Foundation
import JSON
import Messages
import Support
import Testing

@Suite("The schemas")
struct SchemaTests {
    @Test("are all compiled in, as they stand in their folder")
    func compiledIn() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: SchemaTool.folder.path)
        #expect(Schema.all.map(\.name) == files.sorted())
        for schema in Schema.all {
            let file = try Data(contentsOf: SchemaTool.folder.appending(path: schema.name))
            #expect(Array(file) == schema.bytes, "\(schema.name)")
        }
    }

    @Test("are JSON Schema 2020-12 under their own names, and refer to what is there")
    func wellFormed() throws {
        for schema in Schema.all {
            let value = try Value(schema.bytes.span)
            #expect(value["$schema"]?.string == "https://json-schema.org/draft/2020-12/schema")
            #expect(value["$id"]?.string == schema.name)
            #expect(value["title"]?.string?.isEmpty == false)
            for reference in references(in: value) {
                let found = try target(of: reference)
                #expect(found != nil, "\(schema.name) refers to \(reference)")
            }
        }
    }

    @Test("are there for every message")
    func everyMessage() throws {
        let types =
            Update.Kind.allCases.map(\.rawValue) + Outcome.Kind.allCases.map(\.rawValue)
            + [CatalogueAnswer.eventType, Reject.eventType]
            + SubscriptionRecord.Kind.allCases.map(\.rawValue)
            + DeliveryRecord.Kind.allCases.map(\.rawValue)
        for type in types {
            let schema = try #require(Schema.named("\(type).json"), "\(type)")
            let value = try Value(schema.bytes.span)
            #expect(value["properties"]?["type"]?["const"]?.string == type)
        }
        for name in ["report", "figures", "indicator", "target", "catalogue", "subscription"] {
            #expect(Schema.named("\(name).json") != nil)
        }
    }

    @Test("name the closed vocabularies as the types do")
    func vocabularies() throws {
        let definitions = try #require(Schema.named("definitions.json"))
        let all = try #require(try Value(definitions.bytes.span)["$defs"])
        func words(_ value: Value?) -> [String] {
            (value?["enum"]?.elements ?? []).compactMap(\.string)
        }
        #expect(words(all["category"]) == Category.allCases.map(\.rawValue))
        #expect(words(all["direction"]) == Direction.allCases.map(\.rawValue))
        #expect(words(all["method"]) == Method.allCases.map(\.rawValue))
        let reason = all["assessment"]?["properties"]?["reason"]
        #expect(words(reason) == Reason.allCases.map(\.rawValue))
        let code = all["error"]?["properties"]?["code"]
        #expect(words(code) == ValidationError.Code.allCases.map(\.rawValue))
        #expect(words(all["status"]?["items"]) == StatusFlags.known.codes.map { String($0) })
        let filter = all["subscriptionFilter"]?["properties"]
        #expect(words(filter?["types"]?["items"]) == Outcome.Kind.allCases.map(\.rawValue))
        let signature = all["subscriptionTerms"]?["properties"]?["signature"]
        #expect(words(signature) == Subscription.Signature.allCases.map(\.rawValue))
        let frequency = all["indicator"]?["properties"]?["frequency"]
        #expect(words(frequency) == Frequency.allCases.map(\.rawValue))
    }

    private func references(in value: Value) -> [String] {
        value.elements.flatMap { references(in: $0) }
            + value.members.flatMap { member in
                member.name == "$ref"
                    ? [member.value.string].compactMap(\.self) : references(in: member.value)
            }
    }

    private func target(of reference: String) throws -> Value? {
        let parts = reference.split(separator: "#/")
        guard let name = parts.first, let schema = Schema.named(String(name)) else { return nil }
        var value: Value? = try Value(schema.bytes.span)
        for step in parts.dropFirst().joined().split(separator: "/") {
            value = value?[String(step)]
        }
        return value
    }
}

import Foundation
import JSON
import Messages
import Support
import Testing

/// Types and schemas agree, as others see them: `jsonschema` and `hypothesis-jsonschema`, which
/// `Tests/schemas/requirements.txt` names. `PEIL_SCHEMA_EXAMPLES` says how many instances of each
/// schema are made, `PEIL_SCHEMA_SEED` from which seed.
@Suite(
    "Types and schemas agree", .onThreads, .enabled(SchemaTool.need) { try SchemaTool.isThere() })
struct SchemaAgreementTests {
    /// Faults that a schema cannot tell.
    private static let beyondSchemas: Set<ValidationError.Code> = [
        .invalidValue, .confidential, .duplicateFigure, .invalidTarget, .outOfBounds,
        .tooManyDigits,
    ]

    @Test("all that is emitted is valid")
    func emitted() throws {
        var lines = ""
        for seed in 0..<40 as Range<UInt64> {
            var messages = SeededMessages(seed: seed)
            for kind in Update.Kind.allCases {
                let event = try messages.updateEvent(kind)
                lines += line(kind.rawValue) { event.encode(into: &$0) }
            }
            for kind in Outcome.Kind.allCases {
                let event = try messages.outcomeEvent(kind)
                lines += line(kind.rawValue) { event.encode(into: &$0) }
            }
            let answer = try messages.catalogueAnswer()
            lines += line(CatalogueAnswer.eventType) { answer.encode(into: &$0) }
            let reject = messages.reject()
            lines += line(Reject.eventType) { reject.encode(into: &$0) }
            let id = messages.subscriptionID()
            for kind in SubscriptionRecord.Kind.allCases {
                let record = try messages.subscriptionRecord(kind)
                lines += line(kind.rawValue) { record.encode(into: &$0) }
            }
            for kind in DeliveryRecord.Kind.allCases {
                let (record, time) = (messages.deliveryRecord(kind), messages.time())
                lines += line(kind.rawValue) { record.encode(about: id, at: time, into: &$0) }
            }
            let terms = try messages.terms()
            lines += line("subscription") { writer in
                writer.object { terms.encodeMembers(into: &$0) }
            }
            let indicator = try messages.indicator()
            lines += line("indicator") { indicator.encode(into: &$0) }
            let target = try messages.target()
            lines += line("target") { target.encode(into: &$0) }
        }
        let (status, output) = try SchemaTool.run("validate", SchemaTool.folder.path, input: lines)
        #expect(status == 0, "\(output.prefix(4000))")
    }

    @Test(
        "what the schemas allow is read, and what they do not is refused", .timeLimit(.minutes(10)))
    func read() throws {
        let environment = ProcessInfo.processInfo.environment
        let examples = environment["PEIL_SCHEMA_EXAMPLES"] ?? "3"
        let seed = environment["PEIL_SCHEMA_SEED"] ?? "1"
        let folder = SchemaTool.folder.path
        let (status, output) = try SchemaTool.run("generate", folder, seed, examples)
        try #require(status == 0, "\(output.suffix(2000))")
        var read: [String: Int] = [:]
        var refused: [String: Int] = [:]
        for line in output.split(separator: "\n") {
            let parts = line.split(separator: "\t", maxSplits: 2).map { String($0) }
            try #require(parts.count == 3, "\(line)")
            let fault = try Self.fault(of: parts[2], as: parts[0])
            switch (parts[1], fault) {
            case ("accept", nil): read[parts[0], default: 0] += 1
            case ("accept", let fault?):
                #expect(Self.beyondSchemas.contains(fault.code), "\(fault)\n\(line)")
            case ("refuse", nil): Issue.record("read, though not valid: \(line)")
            default: refused[parts[0], default: 0] += 1
            }
        }
        for schema in Schema.all.map(\.name) where !Self.parts.contains(schema) {
            #expect(read[schema, default: 0] > 0, "no \(schema) was read")
            #expect(refused[schema, default: 0] > 0, "no \(schema) was refused")
        }
    }

    private static let parts: Set = ["definitions.json", "event.json"]

    private func line(_ name: String, _ write: (inout Writer) -> Void) -> String {
        var writer = Writer()
        write(&writer)
        return "\(name).json\t\(String(decoding: writer.take(), as: UTF8.self))\n"
    }

    /// Why the reader of what `name` describes refuses `text`.
    private static func fault(of text: String, as name: String) throws -> ValidationError? {
        let bytes = Array(text.utf8)
        do {
            switch name {
            case "report.json", "figures.json":
                if let refusal = try FiguresDocument(bytes.span).refusal { throw refusal }
            case "indicator.json": _ = try Indicator(document: bytes.span)
            case "target.json": _ = try Target(document: bytes.span)
            case "catalogue.json": _ = try CatalogueDocument(bytes.span)
            case "subscription.json":
                guard try SubscriptionDraft(document: bytes.span).terms != nil else {
                    throw ValidationError(.missingField, "no URL")
                }
            default: try decode(bytes, type: String(name.dropLast(".json".count)))
            }
            return nil
        } catch let error as ValidationError {
            return error
        } catch let refusal as Refusal {
            return refusal.errors.first { !beyondSchemas.contains($0.code) }
                ?? refusal.errors.first
        }
    }

    private static func decode(_ bytes: [UInt8], type: String) throws {
        if let kind = Update.Kind(rawValue: type) {
            let event = try UpdateEvent(decoding: bytes.span)
            #expect(event.update.kind == kind)
        } else if let kind = Outcome.Kind(rawValue: type) {
            let event = try OutcomeEvent(decoding: bytes.span)
            // Another type's event is valid for its own schema.
            if event.outcome.kind != kind { throw ValidationError(.malformed, "another type") }
        } else if let kind = SubscriptionRecord.Kind(rawValue: type) {
            let isOfKind =
                switch try SubscriptionRecord(decoding: bytes.span) {
                case .changed: kind == .changed
                case .commanded: kind == .commanded
                }
            #expect(isOfKind)
        } else if let kind = DeliveryRecord.Kind(rawValue: type) {
            let isOfKind =
                switch try DeliveryRecord(decoding: bytes.span) {
                case .standing: kind == .standing
                case .owed: kind == .owed
                case .replay: kind == .replay
                }
            #expect(isOfKind)
        } else if type == CatalogueAnswer.eventType {
            _ = try CatalogueAnswer(decoding: bytes.span)
        } else {
            _ = try Reject(decoding: bytes.span)
        }
    }
}

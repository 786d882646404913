import JSON
import Messages
import Testing

@Suite("A catalogue as producers send it")
struct CatalogueDocumentTests {
    private func errors(_ text: String) -> [String] {
        do throws(Refusal) {
            _ = try CatalogueDocument(text.utf8.span)
            return []
        } catch {
            return error.errors.map { "\($0.code.rawValue) \($0.pointer ?? "?")" }
        }
    }

    @Test("an indicator and a target of the documentation")
    func good() throws {
        let catalogue = try CatalogueDocument(
            """
            {"indicators":[{"code":"nl.mkb.cloud","name":{"nl":"Cloud","en":"Cloud"},
              "unit":"PC_ENT","minimum":0,"maximum":100,"dimensions":["size"],"source":"CBS"}],
             "targets":[{"id":"nl.mkb.cloud.2030","indicator":"nl.mkb.cloud","area":"NL",
              "dimensions":{"size":"10-249"},"value":75,"direction":"at_least","deadline":"2030",
              "baseline":"2024","method":"linear","tolerance":0,"acrossBreaks":false,
              "name":{"nl":"Doel"},"source":"x"},
              {"id":"nl.mkb.cloud.each","indicator":"nl.mkb.cloud","area":"*",
               "areas":["NL","BE"],"direction":"at_most"}]}
            """.utf8.span)
        #expect(catalogue.indicators.map(\.frequency) == [.annual])
        #expect(catalogue.indicators.map(\.version) == [1])
        #expect(catalogue.targets.map(\.method) == [.linear, .cagr])
        let areas = [try Area("NL"), try Area("BE")]
        #expect(catalogue.targets[1].areas == .each(of: areas))
        #expect(catalogue.targets[1].goal == nil)
    }

    @Test("what is written for the log is taken back from producers")
    func roundTrip() throws {
        for seed in 0..<200 as Range<UInt64> {
            var messages = SeededMessages(seed: seed)
            let indicator = try messages.indicator()
            let target = try messages.target()
            var writer = Writer()
            indicator.encode(into: &writer)
            #expect(try Indicator(document: writer.bytes) == indicator, "seed \(seed)")
            writer.reset()
            target.encode(into: &writer)
            #expect(try Target(document: writer.bytes) == target, "seed \(seed)")
        }
    }

    @Test("an indicator's faults")
    func indicators() {
        let good = #""code":"nl.a","name":{"en":"A"},"unit":"PC""#
        func indicator(_ members: String) -> String { "{\"indicators\":[{\(members)}]}" }
        #expect(errors(indicator(good)) == [])
        #expect(
            errors(indicator("")) == [
                "missing_field /indicators/0", "missing_field /indicators/0",
                "missing_field /indicators/0",
            ])
        #expect(errors(indicator(good + #","match":[]"#)) == ["unknown_field /indicators/0/match"])
        #expect(
            errors(indicator(good + #","frequency":"Y""#)) == ["malformed /indicators/0/frequency"])
        #expect(
            errors(indicator(good + #","minimum":2,"maximum":1"#)) == [
                "out_of_bounds /indicators/0"
            ])
        #expect(
            errors(indicator(good + #","dimensions":["Size"]"#)) == [
                "unknown_dimension /indicators/0"
            ])
        #expect(
            errors(indicator(good + #","dimensions":["a","a"]"#)) == ["malformed /indicators/0"])
        #expect(errors(indicator(good + #","version":0"#)) == ["malformed /indicators/0/version"])
        #expect(errors(indicator(good + #","unit":"PC""#)) == ["malformed /indicators/0/unit"])
        for name in [#"{}"#, #"{"English":"A"}"#, #"{"en":""}"#, #""A""#] {
            let text = #"{"indicators":[{"code":"nl.a","unit":"PC","name":\#(name)}]}"#
            #expect(errors(text).count == 1, "\(name)")
        }
        #expect(
            errors("{\"indicators\":[{\(good)},{\(good)}]}") == ["malformed /indicators/1"])
        #expect(errors("[]") == ["malformed "])
    }

    @Test("a target's faults")
    func targets() {
        let good = #""id":"nl.a.x","indicator":"nl.a","area":"NL","direction":"at_least""#
        func target(_ members: String) -> String { "{\"targets\":[{\(members)}]}" }
        #expect(errors(target(good)) == [])
        for (more, expected) in [
            (#","value":75"#, "invalid_target /targets/0"),
            (#","deadline":"2030""#, "invalid_target /targets/0"),
            (#","relative":true"#, "invalid_target /targets/0"),
            (#","areas":["NL"]"#, "invalid_target /targets/0"),
            (#","method":"linear""#, "invalid_target /targets/0"),
            (#","method":"straight""#, "malformed /targets/0/method"),
            (#","partOf":"x""#, "invalid_target_id /targets/0/partOf"),
            (#","baseline":"x""#, "invalid_period /targets/0/baseline"),
            (#","version":2"#, "unknown_field /targets/0/version"),
            (#","tolerance":"0""#, "malformed /targets/0/tolerance"),
        ] {
            #expect(errors(target(good + more)) == [expected], "\(more)")
        }
        let other = #""id":"nl.b.x","indicator":"nl.a","area":"NL","direction":"at_least""#
        #expect(errors(target(other)) == ["invalid_target_id /targets/0"])
    }
}

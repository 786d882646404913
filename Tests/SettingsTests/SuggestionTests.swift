import Testing

@testable import Settings

@Suite("Suggestions") struct SuggestionTests {
    @Test("The distance counts letters inserted, left out, replaced and swapped")
    func distance() {
        let cases: [(String, String, Int)] = [
            ("", "", 0), ("abc", "", 3), ("abc", "abc", 0), ("abc", "acb", 1), ("abc", "abd", 1),
            ("ingest.port", "ingst.prot", 2), ("kitten", "sitting", 3), ("ca", "abc", 3),
        ]
        for (one, other, distance) in cases {
            #expect(Suggestion.distance(one, other) == distance, "\(one) \(other)")
            #expect(Suggestion.distance(other, one) == distance, "\(other) \(one)")
        }
    }

    @Test("Nothing is suggested that is too far away")
    func nearest() {
        #expect(Suggestion.nearest(to: "psuh", among: ["push", "pull"]) == "push")
        #expect(Suggestion.nearest(to: "status", among: ["push", "pull"]) == nil)
        #expect(Suggestion.nearest(to: "x", among: []) == nil)
    }
}

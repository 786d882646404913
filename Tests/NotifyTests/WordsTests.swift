import Messages
import Support
import Testing

@testable import Notify

@Suite("Words")
struct WordsTests {
    private let english = Words(.english)
    private let dutch = Words(.dutch)

    @Test("Numbers are written as each language does")
    func numbers() {
        #expect(english.number(1_234_567.25) == "1,234,567.25")
        #expect(dutch.number(1_234_567.25) == "1.234.567,25")
        #expect(english.number(-0.5) == "\u{2212}0.5")
        #expect(dutch.number(999) == "999")
        #expect(english.value(71, "PC_ENT") == "71%")
        #expect(dutch.value(1200, "EUR") == "1.200\u{a0}EUR")
        #expect(english.value(3, "NR") == "3")
        #expect(english.difference(1, "PC") == "+1\u{a0}point")
        #expect(dutch.difference(-2.5, "PC") == "\u{2212}2,5\u{a0}procentpunt")
    }

    @Test("Periods are written out")
    func periods() throws {
        let periods = [
            ("2025", "2025", "2025"), ("2025-S1", "H1 2025", "1e helft 2025"),
            ("2025-Q3", "Q3 2025", "3e kwartaal 2025"), ("2025-06", "June 2025", "juni 2025"),
            ("2025-W05", "week 05, 2025", "week 05, 2025"),
            ("2025-03-09", "9 March 2025", "9 maart 2025"),
        ]
        for (text, inEnglish, inDutch) in periods {
            let period = try Period(text)
            #expect(english.period(period) == inEnglish)
            #expect(dutch.period(period) == inDutch)
        }
    }

    @Test("The language is the accepted one of the highest quality that there is")
    func languages() {
        #expect(Language.accepted("nl-BE, en;q=0.8") == .dutch)
        #expect(Language.accepted("de, en;q=0.3, nl;q=0.7") == .dutch)
        #expect(Language.accepted("en-GB") == .english)
        #expect(Language.accepted("fr, de") == nil)
        #expect(Language.accepted("nl;q=0, en;q=0.1") == .english)
    }

    @Test("Every category has a word in each language, and every tone a shape of its own")
    func categories() {
        for words in [english, dutch] {
            #expect(Set(Category.allCases.map(words.category)).count >= 10)
        }
        #expect(Set(Verdict.Tone.allCases.map(\.shape.text)).count == Verdict.Tone.allCases.count)
    }

    @Test("A chart's scale holds all it is given, within the bounds")
    func scale() {
        var random = SplitMix64(seed: 7)
        for _ in 0..<500 {
            let first = Double(random.within(1990...2020))
            let times = [first, first + Double(random.within(0...40))]
            let values = (0..<4).map { _ in Double(random.within(-300...900)) / 7 }
            let scale = ChartScale(times: times, values: values, minimum: nil, maximum: nil)
            for time in times { #expect((scale.left...scale.right).contains(scale.x(time))) }
            let ordered = values.sorted().map(scale.y)
            #expect(zip(ordered, ordered.dropFirst()).allSatisfy { $0 >= $1 })
            #expect(ordered.allSatisfy { (scale.top...scale.bottom).contains($0) })
            #expect((2...9).contains(scale.ticks.count), "\(scale.ticks)")
            #expect(!scale.years.isEmpty && scale.years.count <= 9)
        }
    }
}

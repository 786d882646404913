import Messages
import Support
import Testing
import Time

/// The reference is held against sentences of messages.md, by examples small enough to see.
struct ReferenceTests {
    @Test("a target is met once a crossing, confirmed by a final figure, and lost by a decline")
    func crossing() {
        var script = Script()
        script.take(.targetSet(Script.target()))
        #expect(script.news() == ["assessed"])
        script.report((2024, 64, []), (2025, 71, []))
        #expect(script.news() == ["updated"])
        script.report((2026, 75.3, .provisional))
        #expect(script.news() == ["updated", "met provisionally"])
        script.report((2026, 75.1, []))
        #expect(script.news() == ["updated", "confirmed"])
        script.report((2027, 76, []))
        #expect(script.news() == ["updated"])
        script.report((2028, 74, []))
        #expect(script.news() == ["updated", "unmet by decline"])
        script.report((2028, 75, []))
        #expect(script.news() == ["updated", "met"])
    }

    @Test(
        "a revision of the figure that met it, or its withdrawal, is the cause of losing a target")
    func revision() {
        var script = Script()
        script.take(.targetSet(Script.target()))
        script.report((2024, 64, []), (2025, 75, []))
        #expect(script.news() == ["assessed", "updated", "met"])
        script.report((2025, 74.9, []))
        #expect(script.news() == ["updated", "unmet by revision"])
        script.report((2025, 75, []))
        #expect(script.news() == ["updated", "met"])
        script.report((2025, nil, []))
        #expect(script.news() == ["updated", "unmet by revision"])
    }

    @Test("an older release that arrives later is a vintage; a retry and a repetition are nothing")
    func vintages() {
        var script = Script()
        script.report((2025, 70, []), released: 5, submission: "first")
        script.report((2025, 80, []), released: 3)
        #expect(script.news() == ["updated", "vintage"])
        script.report((2025, 90, []), released: 6, submission: "first")
        #expect(script.news() == [])
        script.report((2025, 70, []), released: 7)
        #expect(script.news() == [])
        script.report((2025, 70, .provisional), released: 8)
        #expect(script.news() == ["updated"])
        script.report((2025, 60, []), day: 2)
        #expect(script.news() == ["updated"])
        let values = script.reference.histories[0].visible(.year(2025)).map(\.figure.value)
        #expect(values == [80, 70, 70, 60])
    }

    @Test("missed is said once a version, or once a period where every figure is judged")
    func missed() {
        var script = Script()
        script.report((2024, 64, []), (2030, 74, []))
        script.take(.targetSet(Script.target()))
        #expect(script.news() == ["updated", "assessed", "missed"])
        script.report((2031, 74.5, []))
        #expect(script.news() == ["updated"])
        script.take(.targetSet(Script.target { $0.requirement = .from }))
        #expect(script.news() == ["assessed", "missed"])
        script.report((2031, 74.6, []))
        #expect(script.news() == ["updated"])
        script.report((2032, 74.5, []))
        #expect(script.news() == ["updated", "missed"])
        script.report((2032, 75, []))
        #expect(script.news() == ["updated", "met"])
        script.report((2033, 74, []))
        #expect(script.news() == ["updated", "unmet by decline", "missed"])
    }

    @Test("a target is overdue once, when its deadline's last day has passed without a figure")
    func overdue() {
        var script = Script()
        script.take(.targetSet(Script.target()))
        script.take(.dayPassed(CalendarDate.first(ofYear: 2030).adding(days: 363)))
        #expect(script.news() == ["assessed"])
        script.take(.dayPassed(CalendarDate.first(ofYear: 2030).adding(days: 364)))
        #expect(script.news() == ["overdue"])
        script.report((2029, 70, []))
        script.take(.dayPassed(CalendarDate.first(ofYear: 2031)))
        script.take(.dayPassed(CalendarDate.first(ofYear: 2032)))
        #expect(script.news() == ["updated", "overdue"])
    }

    @Test("versions: still met is silent, lost has the target as its cause, set again is open")
    func versions() {
        var script = Script()
        script.report((2024, 64, []), (2025, 75, []))
        script.take(.targetSet(Script.target()))
        #expect(script.news() == ["updated", "assessed", "met"])
        script.take(.targetSet(Script.target { $0.tolerance = 1 }))
        #expect(script.news() == ["assessed"])
        script.take(.targetSet(Script.target { $0.goal?.value = 80 }))
        #expect(script.news() == ["assessed", "unmet by target"])
        script.take(.targetSet(Script.target()))
        script.take(.targetSet(Script.target()))
        #expect(script.news() == ["assessed", "met"])
        script.take(.targetWithdrawn(Script.target().id))
        script.take(.targetSet(Script.target()))
        #expect(script.news() == ["withdrawn", "assessed", "met"])
        #expect(script.reference.targets.map(\.version) == [5])
    }
}

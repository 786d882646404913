import Testing

@testable import Peil

@Suite("The terminal") struct TerminalTests {
    private let plain = Palette(isOn: false)

    @Test("A table aligns its columns, also where texts are not ASCII")
    func aligned() {
        var table = Table([.init("name"), .init("value", .right), .init("more")])
        table.add(["één", "1", "…"])
        table.add(["b", "1000", "x"])
        #expect(
            table.lines(columns: 80, plain) == [
                "NAME  VALUE  MORE",
                "één       1  …",
                "b      1000  x",
            ])
    }

    @Test("A table that is too wide gives way in the columns that may, and says where with …")
    func narrow() {
        var table = Table([.init("id"), .init("name", least: 6), .init("value", .right)])
        table.add(["a", "a very long name of something", "12"])
        let lines = table.lines(columns: 20, plain)
        #expect(lines == ["ID  NAME       VALUE", "a   a very l…     12"])
        for width in 5...60 {
            for line in table.lines(columns: width, plain) {
                #expect(TextWidth.of(line) <= max(width, 2 + 2 + 6 + 2 + 5), "\(width)")
            }
        }
    }

    @Test("Rows that do not fit become paragraphs, in which nothing is cut")
    func paragraphs() {
        var table = Table(
            [.init("target"), .init("latest", .right), .init("by", lead: "by "), .init("outlook")],
            breaks: true)
        table.add([.init("three of four", .strong), "71 %", "2030", "heads for 79 %, in time"])
        table.add(["b", "no figure yet", "", ""])
        #expect(
            table.lines(columns: 30, plain) == [
                "three of four", "  71 %  by 2030", "  heads for 79 %, in time", "b",
                "  no figure yet",
            ])
        #expect(
            table.lines(columns: 16, plain) == [
                "three of four", "  71 %  by 2030", "  heads for 79", "  %, in time", "b",
                "  no figure yet",
            ])
        #expect(
            table.lines(columns: 60, plain)[1]
                == "three of four           71 %  2030  heads for 79 %, in time")
    }

    @Test("Elsewhere than on a terminal a table is texts between tabs, uncut")
    func tabs() {
        var table = Table([.init("id"), .init("name", least: 3)])
        table.add([.init("a", .good), "a long name"])
        #expect(
            table.lines(columns: nil, Palette(isOn: false)) == ["id\tname", "a\ta long name"])
    }

    @Test("Colours take no columns and are off when they are to be")
    func colours() {
        var table = Table([.init("id"), .init("name")])
        table.add([.init("a", .good), "b"])
        let on = table.lines(columns: 80, Palette(isOn: true))
        #expect(on[1] == "\u{1b}[32ma\u{1b}[0m   b")
        #expect(table.lines(columns: 80, plain)[1] == "a   b")
    }

    @Test(
        "A bar is as wide as it is told to be, whatever the values",
        arguments: [0, 0.1, 1, 49.9, 50, 71, 75, 99.99, 100, 250, -3])
    func widths(value: Double) {
        for columns in [0, 1, 2, 7, 12, 40] {
            for target in [0.0, 1, 75, 100, 300, -5] {
                for isPercentage in [true, false] {
                    let bar = Bar.drawn(
                        value: value, target: target, isPercentage: isPercentage, columns: columns)
                    #expect(TextWidth.of(bar) == columns)
                }
            }
        }
    }

    @Test("A bar fills by eighths and marks the target beyond it")
    func bar() {
        func drawn(_ value: Double, _ target: Double, _ isPercentage: Bool = true) -> String {
            Bar.drawn(value: value, target: target, isPercentage: isPercentage, columns: 10)
        }
        #expect(drawn(50, 75) == "█████  │  ")
        #expect(drawn(71, 75) == "███████▏  ")
        #expect(drawn(100, 100) == "██████████")
        #expect(drawn(0, 100) == "         │")
        #expect(drawn(150, 100, false) == "██████████")
        #expect(drawn(1, 4, false) == "██▌      │")
    }

    @Test("Values are said with their unit")
    func values() {
        #expect(Wording.value(75.3, unit: "PC_ENT") == "75.3 %")
        #expect(Wording.value(1_200, unit: "EUR") == "1200 EUR")
        #expect(Wording.value(3, unit: "NR") == "3")
        #expect(Wording.count(1, "figure") == "1 figure")
        #expect(Wording.count(0, "figure") == "0 figures")
    }
}

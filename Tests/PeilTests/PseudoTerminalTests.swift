import Foundation
import Support
import Testing

@testable import Peil

@Suite("Commands on a terminal", .onThreads) struct PseudoTerminalTests {
    private func lines(_ shown: String) -> [String] {
        shown.split(separator: "\r\n").map(String.init)
    }

    /// Without the colours.
    private func plain(_ line: String) -> String {
        line.replacing(/\u{1b}\[[0-9;]*m/, with: "")
    }

    @Test("The targets have colours and bars, are no wider than the terminal, and nothing is cut")
    func status() throws {
        let up = try RunningUp(RunningUp.firstCase)
        for columns: UInt16 in [60, 80, 100, 120, 160] {
            let (status, shown) = try TerminalProgram(
                ["status", "--data", up.data], columns: columns
            ).end()
            #expect(status == 0)
            #expect(shown.contains("\u{1b}[32m") && shown.contains("\u{1b}[0m"))
            #expect(shown.contains("█") && !shown.contains("…"))
            for line in lines(shown) { #expect(TextWidth.of(plain(line)) <= columns, "\(line)") }
        }
        let (status, shown) = try TerminalProgram(
            ["status", "--data", up.data], environment: ["NO_COLOR": "1"], columns: 120
        ).end()
        #expect(status == 0)
        #expect(!shown.contains("\u{1b}["))
        #expect(shown.contains("█"))
        // Elsewhere than on a terminal there is neither.
        let piped = try up.peil("status").output
        #expect(!piped.contains("\u{1b}[") && !piped.contains("█"))
    }

    @Test("A file on its way is a bar in one line, which is gone when it has arrived")
    func push() throws {
        let up = try RunningUp(RunningUp.firstCase)
        let path = up.directory.path + "/long.csv"
        var table = "indicator,area,period,value,size,note\n"
        let note = String(repeating: "n", count: 600)
        for area in 0..<20 {
            for year in 1900..<2000 {
                table += "nl.mkb.cloud,A\(area),\(year),\(year % 90),10-249,\(note)\n"
            }
        }
        try Data(table.utf8).write(to: URL(filePath: path))
        let (status, shown) = try TerminalProgram(
            ["push", "--data", up.data, path], columns: 200
        ).end()
        #expect(status == 0, "\(shown)")
        let states = shown.split(separator: "\r\u{1b}[K", omittingEmptySubsequences: false)
        #expect(states.count > 3)
        #expect(states.contains { $0.contains("█") && $0.hasSuffix(" %") })
        #expect(states.contains { $0.hasSuffix("sent, being checked") })
        let last = try #require(states.last)
        #expect(
            last.hasPrefix("\(path): ") && last.contains("2000 figures in 20 reports published"))
        #expect(lines(shown).count == 1)
        let piped = try up.peil("push", path)
        #expect(!(piped.output + piped.errors).contains("\u{1b}["))
    }
}

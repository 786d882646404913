import Synchronization
import Testing
import Time

@testable import Telemetry

@Suite("The log") struct LoggerTests {
    private func line(
        _ message: String, _ fields: KeyValuePairs<String, any LogValue> = [:],
        level: LogLevel = .info
    ) -> LogLine {
        LogLine(
            time: Timestamp(milliseconds: 1_781_247_600_120), level: level, component: "ingest",
            message: message, fields: fields)
    }

    @Test("A line of text has the time, level, component, message and fields")
    func text() {
        #expect(
            line("listening", ["host": "::1", "port": 8081, "tls": false]).text(coloured: false)
                == "2026-06-12T07:00:00.120Z info    ingest  listening  "
                + "host=::1 port=8081 tls=false\n"
        )
        #expect(
            line("stopped", level: .warning).text(coloured: false)
                == "2026-06-12T07:00:00.120Z warning ingest  stopped\n")
    }

    @Test("Colours are only there when asked for")
    func colours() {
        #expect(line("a", ["b": 1]).text(coloured: true).contains("\u{1B}[32minfo\u{1B}[0m"))
        #expect(!line("a", ["b": 1]).text(coloured: false).contains("\u{1B}"))
    }

    @Test("No message or field can begin a line of its own or drive the terminal")
    func escaping() {
        let nasty = "a\nb\u{1B}[2J \"c\" \\ \u{85}\u{2028}"
        let text = line(nasty, ["x": nasty, "y": "two words", "z": "", "e": "a=b"])
            .text(coloured: false)
        let escaped = #"a\nb\u001b[2J \"c\" \\ \u0085\u2028"#
        #expect(
            text.hasSuffix(
                #"ingest  \#(escaped)  x="\#(escaped)" y="two words" z="" e="a=b""# + "\n"))
        #expect(text.filter { $0.isNewline }.count == 1)
    }

    @Test("A line of JSON holds the same")
    func json() {
        let json = line(
            "one \"two\"", ["n": -1, "r": 0.5, "t": true, "s": "ü\t", "i": Double.infinity]
        ).json
        #expect(
            json == #"{"time":"2026-06-12T07:00:00.120Z","level":"info","component":"ingest","#
                + #""message":"one \"two\"","fields":"#
                + #"{"n":-1,"r":0.5,"t":true,"s":"ü\t","i":"inf"}}"# + "\n")
        #expect(line("m").json.hasSuffix(#""message":"m"}"# + "\n"))
    }

    @Test("Below the level nothing is written, nor even evaluated")
    func levels() {
        let pipe = Pipe()
        let logger = Logger(
            component: "a", level: .warning, format: .text(coloured: false), to: pipe.output)
        let evaluated = Atomic(0)
        func message(_ text: String) -> String {
            evaluated.wrappingAdd(1, ordering: .relaxed)
            return text
        }
        logger.debug(message("debug"), ["x": message("x")])
        logger.info(message("info"), ["x": message("x")])
        logger.warning(message("warning"))
        logger.for("b").error(message("error"), ["x": message("y")])
        let lines = pipe.finish().split(separator: "\n")
        #expect(evaluated.load(ordering: .relaxed) == 3)
        #expect(lines.count == 2)
        #expect(lines.first?.hasSuffix("warning a  warning") == true)
        #expect(lines.last?.hasSuffix("error   b  error  x=y") == true)
    }

    @Test("Lines from many threads stay whole")
    func threads() async {
        let pipe = Pipe()
        let logger = Logger(component: "a", format: .json, to: pipe.output)
        await withTaskGroup { group in
            for task in 0..<4 {
                group.addTask { for _ in 0..<40 { logger.info("m", ["task": task]) } }
            }
        }
        let lines = pipe.finish().split(separator: "\n")
        #expect(lines.count == 160)
        for task in 0..<4 {
            let own = lines.filter {
                $0.hasPrefix("{\"time\"") && $0.hasSuffix("{\"task\":\(task)}}")
            }
            #expect(own.count == 40)
        }
    }

    @Test("A pipe is no terminal, and NO_COLOR is honoured")
    func terminal() {
        let pipe = Pipe()
        #expect(!pipe.output.isTerminal)
        #expect(!pipe.output.isColourful(environment: [:]))
        #expect(!LogOutput.standardError.isColourful(environment: ["NO_COLOR": "1"]))
        #expect(pipe.finish() == "")
    }
}

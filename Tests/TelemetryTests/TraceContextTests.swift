import Testing

@testable import Telemetry

@Suite("Trace context") struct TraceContextTests {
    private static let example = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"

    @Test("A traceparent is read and written again")
    func roundTrip() throws {
        let context = try #require(TraceContext(Self.example))
        #expect(context.description == Self.example)
        #expect(context.traceID == "4bf92f3577b34da6a3ce929d0e0e4736")
    }

    @Test("A later version is read as far as this one goes")
    func later() {
        let later = "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-ff-more"
        #expect(TraceContext(later)?.description == Self.example)
    }

    @Test("What the specification calls invalid is none")
    func invalid() {
        let (trace, span) = ("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7")
        let zeros = String(repeating: "0", count: 32)
        for text in [
            "", "00", "00-\(trace)-\(span)", "ff-\(trace)-\(span)-01",
            "00-\(trace)-\(span)-01-more",
            "00-\(zeros)-\(span)-01", "00-\(trace)-\(zeros.prefix(16))-01",
            "00-\(trace.uppercased())-\(span)-01", "00-\(trace)-\(span)-1",
            "00-\(trace)0-\(span)-01",
            "0-\(trace)-\(span)-01", "00-\(trace.dropLast())g-\(span)-01", " \(Self.example)",
            "cc-\(trace)-\(span)-01more",
        ] {
            #expect(TraceContext(text) == nil, "\(text)")
        }
    }

    @Test("A child is of the same trace under a span of its own")
    func child() throws {
        for parent in [TraceContext.root(), try #require(TraceContext(Self.example))] {
            let child = parent.child()
            #expect(child.traceID == parent.traceID)
            #expect(child != parent)
            #expect(child.description.suffix(2) == parent.description.suffix(2))
            #expect(TraceContext(child.description) == child)
        }
        #expect(TraceContext.root() != TraceContext.root())
    }
}

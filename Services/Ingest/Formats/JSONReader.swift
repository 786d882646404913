internal import Messages

/// Reads `{"reports":[…]}`, or one report, as one document.
struct JSONReader: FormatReader {
    private var document: [UInt8] = []

    static let limitBytes = 16 << 20

    mutating func read(_ bytes: Span<UInt8>, into rows: inout Gathering) throws(UploadError) {
        guard document.count + bytes.count <= Self.limitBytes else {
            throw .tooLarge(limitBytes: Self.limitBytes)
        }
        document.append(contentsOf: bytes)
    }

    mutating func finish(into rows: inout Gathering) throws(UploadError) {
        let read: FiguresDocument
        do throws(Refusal) {
            read = try FiguresDocument(document.span)
        } catch {
            throw .unreadable(error.errors[0])
        }
        document = []
        if let refusal = read.refusal {
            let errors = refusal.errors.map { (RowPlace(record: Self.report(of: $0)), $0) }
            rows.reject(
                reports: Set(errors.map(\.0)).count, errors, errorCount: refusal.errorCount)
        }
        for report in read.reports {
            rows.add(report, record: Self.report(report.pointer))
        }
    }

    private static func report(of error: ValidationError) -> Int { report(error.pointer ?? "") }

    /// The index of the report that a pointer leads to or into; −1 for the document.
    private static func report(_ pointer: String) -> Int {
        let steps = pointer.split(separator: "/", maxSplits: 2)
        return steps.count > 1 && steps[0] == "reports" ? Int(steps[1]) ?? -1 : -1
    }
}

extension Gathering {
    /// Takes the figures of a report that is well formed.
    mutating func add(_ report: ReportDraft, record: Int) {
        let heading = add(
            Heading(
                series: report.series, unit: report.unit, released: report.released,
                source: report.source))
        for (index, figure) in report.figures.enumerated() {
            add(
                heading, at: RowPlace(record: record, figure: index),
                period: figure.period.utf8.span,
                value: figure.value, status: figure.status,
                confidentiality: figure.confidentiality, note: figure.note)
        }
    }
}

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
        document.dropByteOrderMark()
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
        if read.reports.count == 1 {
            rows.addOnly(SentSeries(read.reports[0]))
        } else {
            for report in read.reports { rows.add(report, record: report.record) }
        }
    }

    /// The index of the report that an error is of; −1 for the document.
    private static func report(of error: ValidationError) -> Int {
        let steps = (error.pointer ?? "").split(separator: "/", maxSplits: 2)
        return steps.count > 1 && steps[0] == "reports" ? Int(steps[1]) ?? -1 : -1
    }
}

extension ReportDraft {
    /// Of its places (`RowPlace.record`).
    fileprivate var record: Int { index ?? -1 }

    fileprivate var heading: Heading {
        Heading(series: series, unit: unit, released: released, source: source)
    }
}

extension SentSeries {
    /// All of a report.
    fileprivate init(_ report: ReportDraft) {
        self.init()
        begin(report.heading)
        append(
            report.figures.enumerated().map { index, figure in
                SentFigure(
                    place: RowPlace(record: report.record, figure: index), period: figure.period,
                    value: figure.value, status: figure.status,
                    confidentiality: figure.confidentiality, note: figure.note)
            })
    }
}

extension Gathering {
    /// Takes the figures of a report that is well formed.
    mutating func add(_ report: ReportDraft, record: Int) {
        let heading = add(report.heading)
        for (index, figure) in report.figures.enumerated() {
            add(
                heading, at: RowPlace(record: record, figure: index),
                period: figure.period.utf8.span,
                value: figure.value, status: figure.status,
                confidentiality: figure.confidentiality, note: figure.note)
        }
    }
}

internal import Time

extension RawReport {
    /// The series with Strings: for one that is not known yet.
    public func series() throws(ValidationError) -> Series {
        var pairs: [(name: String, value: String)] = []
        for dimension in dimensions {
            pairs.append((string(dimension.name), string(dimension.value)))
        }
        return Series(
            indicator: try IndicatorCode(string(places.indicator)),
            area: try Area(string(places.area)), dimensions: try Dimensions(pairs))
    }

    /// The figure with its note.
    public func figure(_ figure: RawFigure) throws(ValidationError) -> Figure {
        try Figure(
            period: figure.period, value: figure.value, status: figure.status,
            confidentiality: figure.confidentiality,
            note: figure.note.isEmpty ? nil : string(figure.note))
    }

    /// The report with Strings.
    public func report() throws(ValidationError) -> Report {
        var figures: [Figure] = []
        figures.reserveCapacity(self.figures.count)
        for figure in self.figures { figures.append(try self.figure(figure)) }
        return Report(
            series: try series(), unit: string(places.unit),
            source: places.source.isEmpty ? nil : string(places.source), received: received,
            released: released, submission: string(places.submission), figures: figures)
    }

    func event() throws(ValidationError) -> UpdateEvent {
        UpdateEvent(
            id: string(places.id), time: time,
            traceparent: places.traceparent.isEmpty ? nil : string(places.traceparent),
            update: .figuresReported(try report()))
    }

    private func string(_ place: Range<Int>) -> String {
        unsafe bytes(place).withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
    }
}

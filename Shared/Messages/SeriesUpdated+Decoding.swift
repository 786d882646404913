internal import JSON
internal import Time

extension SeriesUpdated {
    private enum Name: String, CaseIterable {
        case series, unit, submission, definition, changes, vintages, latest, previous, change
        case yearBefore, changeOnYear, assessments
    }

    init?(from document: inout Document) throws(JSONError) {
        let required: [Name] = [.series, .unit, .submission, .definition]
        guard var fields = try document.object(of: Name.self, required: required) else {
            return nil
        }
        var series: Series?
        var unit, submission: String?
        var definition: Int?
        var changes: [Change] = []
        var vintages: [ReleasedFigure] = []
        var latest: ReleasedFigure?
        var previous, yearBefore: PeriodValue?
        var change, changeOnYear: Double?
        var assessments: [TargetAssessment] = []
        while let field = try document.next(&fields) {
            switch field {
            case .series: series = try Series(from: &document)
            case .unit: unit = try document.string()
            case .submission: submission = try document.string()
            case .definition: definition = try document.integer(from: 1)
            case .changes: changes = try Change.list(from: &document)
            case .vintages: vintages = try ReleasedFigure.list(from: &document)
            case .latest: latest = try ReleasedFigure(from: &document)
            case .previous: previous = try PeriodValue(from: &document)
            case .change: change = try document.number()
            case .yearBefore: yearBefore = try PeriodValue(from: &document)
            case .changeOnYear: changeOnYear = try document.number()
            case .assessments: assessments = try TargetAssessment.list(from: &document)
            }
        }
        guard let series, let unit, let submission, let definition else { return nil }
        self.init(series: series, unit: unit, submission: submission, definition: definition)
        self.changes = changes
        self.vintages = vintages
        self.latest = latest
        self.previous = previous
        self.change = change
        self.yearBefore = yearBefore
        self.changeOnYear = changeOnYear
        self.assessments = assessments
    }
}

extension SeriesUpdated.TargetAssessment {
    /// From an object with the targets' ids as names.
    static func list(from document: inout Document) throws(JSONError) -> [Self] {
        guard try document.begin(.object) else { return [] }
        var assessments: [Self] = []
        while let member = try document.nextMember() {
            let draft = try AssessmentDraft(from: &document, versioned: true)
            do throws(ValidationError) {
                let target = try TargetID(member.name)
                if let assessment = draft?.assessment, let version = draft?.version {
                    assessments.append(
                        Self(target: target, version: version, assessment: assessment))
                }
            } catch {
                document.note(error, at: member.offset)
            }
        }
        return assessments
    }
}

extension SeriesUpdated.Change {
    static func list(from document: inout Document) throws(JSONError) -> [Self] {
        guard try document.begin(.array) else { return [] }
        var changes: [Self] = []
        while try document.nextElement() {
            let draft = try ReleasedFigureDraft(from: &document, valueName: .new)
            guard let new = draft?.released(&document) else { continue }
            changes.append(Self(old: draft?.former(&document), new: new))
        }
        return changes
    }
}

extension ReleasedFigure {
    init?(from document: inout Document) throws(JSONError) {
        let draft = try ReleasedFigureDraft(from: &document, valueName: .value)
        guard let figure = draft?.released(&document) else { return nil }
        self = figure
    }

    static func list(from document: inout Document) throws(JSONError) -> [Self] {
        guard try document.begin(.array) else { return [] }
        var figures: [Self] = []
        while try document.nextElement() {
            if let figure = try Self(from: &document) { figures.append(figure) }
        }
        return figures
    }
}

extension PeriodValue {
    private enum Name: String, CaseIterable {
        case period, value
    }

    init?(from document: inout Document) throws(JSONError) {
        let required: [Name] = [.period, .value]
        guard var fields = try document.object(of: Name.self, required: required) else {
            return nil
        }
        var period: Period?
        var value: Double?
        while let field = try document.next(&fields) {
            switch field {
            case .period: period = try document.period()
            case .value: value = try document.number()
            }
        }
        guard let period, let value else { return nil }
        self.init(period: period, value: value)
    }
}

extension Series {
    private enum Name: String, CaseIterable {
        case indicator, area, dimensions
    }

    init?(from document: inout Document) throws(JSONError) {
        let required: [Name] = [.indicator, .area]
        guard var fields = try document.object(of: Name.self, required: required) else {
            return nil
        }
        var indicator: IndicatorCode?
        var area: Area?
        var dimensions: Dimensions?
        while let field = try document.next(&fields) {
            switch field {
            case .indicator: indicator = try document.indicatorCode()
            case .area: area = try document.area()
            case .dimensions: dimensions = try document.dimensions()
            }
        }
        guard let indicator, let area else { return nil }
        self.init(indicator: indicator, area: area, dimensions: dimensions ?? .none)
    }
}

public import Messages

/// An answer without the wording of its errors, which is the product's own.
public struct AnswerGist: Equatable {
    let id: EventID
    let subject: CatalogueAnswer.Subject
    let result: CatalogueAnswer.Result
    let codes: Set<ValidationError.Code>

    public init(_ answer: CatalogueAnswer) {
        id = answer.id
        subject = answer.subject
        if case .refused(let errors) = answer.result {
            result = .refused([])
            codes = Set(errors.map(\.code))
        } else {
            result = answer.result
            codes = []
        }
    }
}

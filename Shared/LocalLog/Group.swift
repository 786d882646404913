internal import Log

/// Who of a group owns which partitions. Eager: when a member joins or leaves, all give up what
/// they own, and when the last has, all are given a share anew.
///
/// Pure: the consumers' polls drive it.
struct Group: Sendable {
    private enum Standing: Sendable {
        /// Owns nothing, and waits until all stand so.
        case waiting
        /// Owns these, and is yet to be told.
        case given([Partition])
        case owning([Partition])
        /// Still owns these; was told to give them up, which its next poll does.
        case giving([Partition])
    }
    private struct Member: Sendable {
        let id: Int
        var standing = Standing.waiting
    }
    private let partitions: [Partition]
    private var members: [Member] = []
    private var sharing = false

    init(partitions: [Partition]) { self.partitions = partitions }

    var isEmpty: Bool { members.isEmpty }

    mutating func join(_ id: Int) {
        members.append(Member(id: id))
        shareAnew()
    }

    mutating func leave(_ id: Int) {
        members.removeAll { $0.id == id }
        shareAnew()
    }

    /// `id` polls again: what it was told to give up is another's from now on. Whether it was told.
    @discardableResult
    mutating func polled(by id: Int) -> Bool {
        guard let at = members.firstIndex(where: { $0.id == id }),
            case .giving = members[at].standing
        else { return false }
        members[at].standing = .waiting
        shareIfAllWait()
        return true
    }

    /// What `id` is to be told before it reads on.
    mutating func news(for id: Int) -> Poll? {
        guard let at = members.firstIndex(where: { $0.id == id }) else { return nil }
        switch members[at].standing {
        case .given(let share):
            members[at].standing = .owning(share)
            return share.isEmpty ? nil : .claimed(share)
        case .owning(let share) where sharing:
            members[at].standing = .giving(share)
            return .revoked(share)
        case .waiting, .owning, .giving: return nil
        }
    }

    private mutating func shareAnew() {
        sharing = true
        for at in members.indices {
            switch members[at].standing {
            // Nothing to give up, or never told of it.
            case .given, .owning([]): members[at].standing = .waiting
            case .waiting, .owning, .giving: break
            }
        }
        shareIfAllWait()
    }

    private mutating func shareIfAllWait() {
        for member in members {
            guard case .waiting = member.standing else { return }
        }
        sharing = false
        for at in members.indices {
            let share = stride(from: at, to: partitions.count, by: members.count)
            members[at].standing = .given(share.map { partitions[$0] })
        }
    }
}

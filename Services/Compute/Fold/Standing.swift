internal import Messages
internal import Progress

/// Where one series stands towards one target, as far as events depend on it.
struct Standing: Hashable {
    enum State: Hashable {
        case open
        /// By the figure of that period, at first.
        case met(Period, provisionally: Bool)
    }

    /// Its number in the partition.
    let target: Int32
    /// Whether the target is about the series now. Where it is not any more, what was announced
    /// stays known: should it be again, nothing is announced twice.
    var applies = true
    /// The target's version when it was last judged.
    var version: Int32
    var state = State.open
    /// The category when it was last judged; nil: never.
    var category: Category?
    /// The baseline's value of a relative target when it was last judged.
    var base: Double?
    /// The latest periods for which this version was announced missed.
    var missedIn: [Period] = []
    /// This version was announced overdue.
    var isAnnouncedOverdue = false

    init(target: Int32, version: Int) {
        self.target = target
        self.version = Int32(version)
    }
}

extension Standing {
    /// Holds the figures in force against the target, as `assessment` says it stands now: what is
    /// to be announced, in order (messages.md, "Outcome types").
    mutating func judge(
        _ target: VersionedTarget, _ assessment: Assessment, _ observations: Observations
    ) -> [TargetOutcome.Kind] {
        let base =
            target.target.goal?.relative == true
            ? Progress.baseValue(of: target.target, in: observations) : nil
        let isRetargeted = version != target.version || self.base != base
        renew(version: target.version)
        self.base = base

        var kinds: [TargetOutcome.Kind] = []
        let isMet = assessment.category == .targetAchieved
        if let kind = turn(isMet, isRetargeted, target.target, observations) { kinds.append(kind) }
        if !isMet, misses(target.target, observations) { kinds.append(.missed) }
        if kinds.isEmpty, let category, category != assessment.category, category.isPace,
            assessment.category.isPace
        {
            kinds.append(.pace(from: category))
        }
        category = assessment.category
        return kinds
    }

    mutating func announceOverdue(version: Int) {
        renew(version: version)
        isAnnouncedOverdue = true
    }

    /// Another version may be missed and overdue anew.
    private mutating func renew(version: Int) {
        guard self.version != version else { return }
        self.version = Int32(version)
        missedIn = []
        isAnnouncedOverdue = false
    }

    /// The change between open and met, if it is to be announced.
    private mutating func turn(
        _ isMet: Bool, _ isRetargeted: Bool, _ target: Target, _ observations: Observations
    ) -> TargetOutcome.Kind? {
        switch state {
        case .open:
            guard isMet, let latest = observations.latest else { return nil }
            state = .met(latest.period, provisionally: latest.isPreliminary)
            return .met(provisional: latest.isPreliminary)
        case .met(let period, _) where !isMet:
            state = .open
            if isRetargeted { return .unmet(.target) }
            let stillMeets = observations.all.contains {
                $0.period == period && Progress.meets($0, target, in: observations)
            }
            return .unmet(stillMeets ? .decline : .revision)
        case .met(let period, let wasProvisional):
            let isProvisional = observations.latest?.isPreliminary ?? false
            state = .met(period, provisionally: isProvisional)
            return wasProvisional && !isProvisional ? .confirmed : nil
        }
    }

    /// Whether the target is missed now and that was not announced: once a version, and where each
    /// figure from the deadline on is judged, once a period.
    private mutating func misses(_ target: Target, _ observations: Observations) -> Bool {
        guard let goal = target.goal, let latest = observations.latest?.period,
            !(latest < goal.deadline)
        else { return false }
        switch target.requirement {
        case .by: guard missedIn.isEmpty else { return false }
        case .from: guard !missedIn.contains(latest) else { return false }
        }
        missedIn.append(latest)
        return true
    }
}

extension Observation {
    fileprivate var isPreliminary: Bool { !status.isDisjoint(with: .preliminary) }
}

extension Category {
    /// One of those between which a change of pace is announced: available, and not met.
    fileprivate var isPace: Bool { self != .notAvailable && self != .targetAchieved }
}

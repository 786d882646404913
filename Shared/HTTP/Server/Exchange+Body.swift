internal import Synchronization

extension Exchange {
    /// A piece of the body; returns how much of it was used, nil to hang up.
    func receive(_ chunk: Span<UInt8>) -> Int? {
        let (answered, suspended, aborted) = shared.withLock {
            ($0.answered, $0.suspended, $0.aborted)
        }
        if aborted { return nil }
        if suspended { return 0 }
        if answered { phase = .discarding }
        switch phase {
        case .collecting(let intake, let request, let handler):
            return collect(chunk, intake, request, handler)
        case .streaming(let intake, let consumer):
            return stream(chunk, intake, consumer)
        case .discarding, .handed, .sent:
            discardedBytes += chunk.count
            return discardedBytes <= Self.discardLimitBytes ? chunk.count : nil
        }
    }

    /// The request has come whole. What is held back is handed over first, then its end.
    func finish() {
        if shared.withLock({ $0.answered }) { phase = .discarding }
        let nothing = Span<UInt8>()
        switch phase {
        case .collecting(let intake, let request, let handler):
            if intake.holdsOutput { _ = collect(nothing, intake, request, handler) }
            guard case .collecting(let intake, let request, let handler) = phase else { return }
            do throws(BodyError) {
                try intake.finish()
                phase = .handed
                handler(request, Responder(self))
            } catch {
                refuse(error)
            }
        case .streaming(let intake, let consumer):
            if intake.holdsOutput { _ = stream(nothing, intake, consumer) }
            guard case .streaming(let intake, let consumer) = phase, !intake.holdsOutput else {
                return
            }
            do throws(BodyError) {
                try intake.finish()
                phase = .handed
                consumer.finish()
            } catch {
                consumer.abandoned()
                refuse(error)
            }
        case .discarding, .handed, .sent: break
        }
    }

    private func collect(
        _ chunk: Span<UInt8>, _ intake: BodyIntake, _ request: Request,
        _ handler: @escaping Router.Handler
    ) -> Int {
        // Taken out of the phase, so that the arrays are held once and grow in place.
        var (intake, request) = (intake, request)
        phase = .discarding
        do throws(BodyError) {
            let used = try intake.take(chunk) { piece in
                unsafe piece.withUnsafeBufferPointer {
                    unsafe request.body.append(contentsOf: $0)
                }
                return true
            }
            phase = .collecting(intake, request, handler)
            return used
        } catch {
            refuse(error)
            return chunk.count
        }
    }

    private func stream(
        _ chunk: Span<UInt8>, _ intake: BodyIntake, _ consumer: any BodyConsumer
    ) -> Int {
        var intake = intake
        phase = .discarding
        do throws(BodyError) {
            let used = try intake.take(chunk) { piece in
                consumer.receive(piece)
                return shared.withLock { !$0.pausing && !$0.answered }
            }
            phase = .streaming(intake, consumer)
            suspendIfPausing()
            return shared.withLock { $0.answered } ? chunk.count : used
        } catch {
            consumer.abandoned()
            refuse(error)
            return chunk.count
        }
    }

    private func refuse(_ error: BodyError) {
        phase = .discarding
        _ = answer(error.problem.response)
    }

    private func suspendIfPausing() {
        guard shared.withLock({ $0.pausing && !$0.answered }) else { return }
        register()
        shared.withLock { shared in
            guard shared.pausing, !shared.answered, !shared.aborted, !core.isStopping else {
                return
            }
            shared.suspended = true
            connection.suspend()
        }
    }

    func pauseBody() { shared.withLock { $0.pausing = true } }

    func resumeBody() {
        shared.withLock { shared in
            shared.pausing = false
            wake(&shared)
        }
    }
}

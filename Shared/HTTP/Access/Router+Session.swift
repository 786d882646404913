extension Router {
    /// `POST /v1/session` with a bearer token keeps that token in a cookie that scripts cannot
    /// read, for `EventSource`, which cannot send headers; `DELETE` forgets it.
    /// `secure`: the cookie travels over TLS only.
    public mutating func addSessionRoutes(secure: Bool) {
        let attributes = "; Path=/; HttpOnly; SameSite=Strict" + (secure ? "; Secure" : "")
        add(.post, "/v1/session", needs: .nothing) { request, responder in
            guard request.principal != nil, let token = Authentication.token(in: request.headers)
            else {
                responder.answer(Authentication.unauthorized("Send the token of the session."))
                return
            }
            var response = Response.empty()
            response.headers.append(
                ("set-cookie", "\(Authentication.cookie)=\(token)\(attributes)"))
            responder.answer(response)
        }
        add(.delete, "/v1/session", needs: .nothing) { _, responder in
            var response = Response.empty()
            response.headers.append(
                ("set-cookie", "\(Authentication.cookie)=; Max-Age=0\(attributes)"))
            responder.answer(response)
        }
    }
}

extension OpenAPI {
    static let subscriptions = #"""
        "/v1/subscriptions": {"get": {"summary": "One's own subscriptions.",
          "security": [{"token": []}], "responses": {
            "200": {"$ref": "#/components/responses/done"},
            "401": {"$ref": "#/components/responses/problem"}}},
          "post": {"summary": "Has events sent to a URL from now on.",
            "description": "The answer has the secret, which is shown only once.",
            "security": [{"token": []}],
            "requestBody": {"required": true, "content": {"application/json":
              {"schema": {"$ref": "/schemas/subscription.json"}}}},
            "responses": {
              "201": {"$ref": "#/components/responses/done"},
              "400": {"$ref": "#/components/responses/problem"},
              "401": {"$ref": "#/components/responses/problem"},
              "422": {"$ref": "#/components/responses/problem"}}}},
        "/v1/subscriptions/{id}": {"parameters": [{"$ref": "#/components/parameters/id"}],
          "get": {"summary": "A subscription and its state.", "security": [{"token": []}],
            "responses": {
              "200": {"$ref": "#/components/responses/done"},
              "404": {"$ref": "#/components/responses/problem"}}},
          "patch": {"summary": "Changes what is given.",
            "description": "With If-Match and an answer's ETag, only what was seen is changed.",
            "security": [{"token": []}],
            "requestBody": {"required": true, "content": {"application/json":
              {"schema": {"$ref": "/schemas/definitions.json#/$defs/subscriptionTerms"}}}},
            "responses": {
              "200": {"$ref": "#/components/responses/done"},
              "404": {"$ref": "#/components/responses/problem"},
              "409": {"$ref": "#/components/responses/problem"},
              "412": {"$ref": "#/components/responses/problem"},
              "422": {"$ref": "#/components/responses/problem"}}},
          "delete": {"summary": "Ends a subscription.", "security": [{"token": []}],
            "responses": {
              "204": {"$ref": "#/components/responses/done"},
              "404": {"$ref": "#/components/responses/problem"}}}}
        """#

    static let deliveries = #"""
        "/v1/subscriptions/{id}/test": {"parameters": [{"$ref": "#/components/parameters/id"}],
          "post": {"summary": "Sends a test event.", "security": [{"token": []}],
            "responses": {
              "202": {"$ref": "#/components/responses/done"},
              "404": {"$ref": "#/components/responses/problem"}}}},
        "/v1/subscriptions/{id}/rotate-secret": {
          "parameters": [{"$ref": "#/components/parameters/id"}],
          "post": {"summary": "Makes a new secret; the old one signs on for a while.",
            "security": [{"token": []}],
            "responses": {
              "200": {"$ref": "#/components/responses/done"},
              "404": {"$ref": "#/components/responses/problem"},
              "409": {"$ref": "#/components/responses/problem"},
              "412": {"$ref": "#/components/responses/problem"}}}},
        "/v1/subscriptions/{id}/replay": {"parameters": [{"$ref": "#/components/parameters/id"}],
          "post": {"summary": "Sends the events of a time again.", "security": [{"token": []}],
            "requestBody": {"required": true, "content": {"application/json":
              {"schema": {"type": "object", "required": ["since"], "properties": {
                "since": {"type": "string", "format": "date-time"},
                "until": {"type": "string", "format": "date-time"}}}}}},
            "responses": {
              "202": {"$ref": "#/components/responses/done"},
              "404": {"$ref": "#/components/responses/problem"},
              "422": {"$ref": "#/components/responses/problem"}}}},
        "/v1/subscriptions/{id}/deliveries": {
          "parameters": [{"$ref": "#/components/parameters/id"}],
          "get": {"summary": "Its deliveries, with the attempts of this instance.",
            "security": [{"token": []}],
            "parameters": [{"name": "state", "in": "query",
              "schema": {"enum": ["pending", "delivered", "dead"]}}],
            "responses": {
              "200": {"$ref": "#/components/responses/done"},
              "404": {"$ref": "#/components/responses/problem"}}}},
        "/v1/deliveries/{id}/retry": {"parameters": [{"$ref": "#/components/parameters/id"}],
          "post": {"summary": "Attempts a dead delivery again.", "security": [{"token": []}],
            "responses": {
              "202": {"$ref": "#/components/responses/done"},
              "404": {"$ref": "#/components/responses/problem"}}}},
        "/v1/deliveries/{id}/skip": {"parameters": [{"$ref": "#/components/parameters/id"}],
          "post": {"summary": "Gives a dead delivery up, so that its series goes on.",
            "security": [{"token": []}],
            "responses": {
              "202": {"$ref": "#/components/responses/done"},
              "404": {"$ref": "#/components/responses/problem"}}}}
        """#
}

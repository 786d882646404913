extension OpenAPI {
    static let board = #"""
        "/v1/series": {"get": {"summary": "Series with their latest figures, a page of them.",
          "parameters": [{"$ref": "#/components/parameters/indicator"},
            {"$ref": "#/components/parameters/area"},
            {"$ref": "#/components/parameters/after"}, {"$ref": "#/components/parameters/limit"}],
          "responses": {
            "200": {"description": "The page; next is there when more follows.",
              "content": {"application/json": {"schema": {"type": "object", "properties": {
                "series": {"type": "array", "items": {"$ref": "#/components/schemas/Series"}},
                "next": {"type": "string"}}}}}},
            "304": {"$ref": "#/components/responses/unchanged"},
            "400": {"$ref": "#/components/responses/problem"}}}},
        "/v1/series/{id}": {"parameters": [{"$ref": "#/components/parameters/id"}],
          "get": {"summary": "A series with its figures, now or as they were believed.",
            "description": "The id's slashes may stand as they are or percent-encoded.",
            "parameters": [{"$ref": "#/components/parameters/asOf"},
              {"name": "vintages", "in": "query", "schema": {"type": "boolean"}}],
            "responses": {
              "200": {"description": "The series.", "content": {"application/json":
                {"schema": {"$ref": "#/components/schemas/Series"}}}},
              "304": {"$ref": "#/components/responses/unchanged"},
              "400": {"$ref": "#/components/responses/problem"},
              "404": {"$ref": "#/components/responses/problem"}}}},
        "/v1/progress": {"get": {"summary": "Targets held against their series.",
          "parameters": [{"$ref": "#/components/parameters/indicator"},
            {"$ref": "#/components/parameters/area"},
            {"name": "target", "in": "query", "schema": {"type": "string"}},
            {"name": "category", "in": "query", "schema": {"type": "string"}},
            {"$ref": "#/components/parameters/asOf"},
            {"$ref": "#/components/parameters/after"}, {"$ref": "#/components/parameters/limit"}],
          "responses": {
            "200": {"description": "The page; next is there when more follows.",
              "content": {"application/json": {"schema": {"type": "object", "properties": {
                "progress": {"type": "array",
                  "items": {"$ref": "#/components/schemas/Progress"}},
                "next": {"type": "string"}}}}}},
            "304": {"$ref": "#/components/responses/unchanged"},
            "400": {"$ref": "#/components/responses/problem"}}}},
        "/v1/progress/{target}/explain": {
          "parameters": [{"name": "target", "in": "path", "required": true,
            "schema": {"type": "string"}}],
          "get": {"summary": "An assessment worked out, to be checked by hand.",
            "description": "The formulas with the numbers put in, step by step; the figures used \#
        and left out; the method's source. Of a target with several series, area and dimensions \#
        choose one.",
            "parameters": [{"$ref": "#/components/parameters/area"},
              {"name": "dimensions", "in": "query", "schema": {"type": "string"},
                "description": "As in a series' id: size=10-249;sector=C. Some are enough."},
              {"name": "lang", "in": "query", "schema": {"enum": ["en", "nl"]},
                "description": "Otherwise as Accept-Language says."},
              {"$ref": "#/components/parameters/asOf"}],
            "responses": {
              "200": {"description": "The calculation.", "content": {
                "application/json": {"schema": {"$ref": "#/components/schemas/Explanation"}},
                "text/plain": {"schema": {"type": "string"}}}},
              "304": {"$ref": "#/components/responses/unchanged"},
              "400": {"$ref": "#/components/responses/problem"},
              "404": {"$ref": "#/components/responses/problem"}}}},
        "/v1/targets": {"get": {"summary": "The targets in force.",
          "parameters": [{"$ref": "#/components/parameters/indicator"},
            {"$ref": "#/components/parameters/after"}, {"$ref": "#/components/parameters/limit"}],
          "responses": {"200": {"description": "The page.", "content": {"application/json":
            {"schema": {"type": "object", "properties": {
              "targets": {"type": "array", "items": {"type": "object"}},
              "next": {"type": "string"}}}}}}}}},
        "/v1/targets/{id}": {"parameters": [{"$ref": "#/components/parameters/id"}],
          "get": {"summary": "A target in force, with its version.", "responses": {
            "200": {"description": "The target.", "content": {"application/json": {}}},
            "404": {"$ref": "#/components/responses/problem"}}}},
        "/v1/indicators": {"get": {"summary": "The indicators in force.",
          "parameters": [{"$ref": "#/components/parameters/after"},
            {"$ref": "#/components/parameters/limit"}],
          "responses": {"200": {"description": "The page.", "content": {"application/json":
            {"schema": {"type": "object", "properties": {
              "indicators": {"type": "array", "items": {"$ref": "/schemas/indicator.json"}},
              "next": {"type": "string"}}}}}}}}},
        "/v1/indicators/{code}": {"parameters": [{"$ref": "#/components/parameters/code"}],
          "get": {"summary": "An indicator in force.", "responses": {
            "200": {"description": "The indicator.", "content": {"application/json":
              {"schema": {"$ref": "/schemas/indicator.json"}}}},
            "404": {"$ref": "#/components/responses/problem"}}}}
        """#

    static let events = #"""
        "/v1/events": {"get": {"summary": "Events, as pages of JSON or as a stream.",
          "description": "A stream's id and a page's next are cursors for either.",
          "parameters": [
            {"name": "type", "in": "query", "schema": {"type": "string"},
              "description": "Types, separated by commas or repeated; so for the others."},
            {"name": "indicator", "in": "query", "schema": {"type": "string"},
              "description": "A code, or a pattern such as nl.mkb.*"},
            {"$ref": "#/components/parameters/area"},
            {"name": "target", "in": "query", "schema": {"type": "string"}},
            {"name": "after", "in": "query", "schema": {"type": "string"},
              "description": "A cursor, or earliest."},
            {"name": "since", "in": "query", "schema": {"type": "string"},
              "description": "RFC 3339, or a date: nothing older."},
            {"$ref": "#/components/parameters/limit"},
            {"name": "Last-Event-ID", "in": "header", "schema": {"type": "string"}}],
          "responses": {
            "200": {"description": "The events.",
              "headers": {"Peil-Last-Event-ID": {"schema": {"type": "string"},
                "description": "Of a stream: the cursor that it begins behind."}},
              "content": {
                "application/json": {"schema": {"type": "object", "required": ["events", "next"],
                  "properties": {
                    "events": {"type": "array", "items": {"$ref": "/schemas/event.json"}},
                    "next": {"type": "string"}}}},
                "text/event-stream": {"schema": {"type": "string"}}}},
            "400": {"$ref": "#/components/responses/problem"},
            "410": {"$ref": "#/components/responses/problem"},
            "503": {"$ref": "#/components/responses/problem"}}}}
        """#
}

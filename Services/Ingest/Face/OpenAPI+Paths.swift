extension OpenAPI {
    static let calls = #"""
        "/v1/figures": {"post": {
          "summary": "Publishes figures, all or none.",
          "description": "Needs a scope push:… of each indicator.",
          "parameters": [{"$ref": "#/components/parameters/key"},
            {"$ref": "#/components/parameters/partial"},
            {"$ref": "#/components/parameters/dryRun"}],
          "requestBody": {"required": true, "content": {
            "application/json": {"schema": {"oneOf": [
              {"$ref": "/schemas/figures.json"}, {"$ref": "/schemas/report.json"}]}},
            "application/x-ndjson": {"schema": {"$ref": "/schemas/report.json"}},
            "text/csv": {"schema": {"type": "string"}}}},
          "responses": {
            "200": {"description": "A dry run's answer.", "content": {
              "application/json": {"schema": {"$ref": "#/components/schemas/Summary"}},
              "application/x-ndjson": {"schema": {"type": "object",
                "description": "A report that would be published; last the summary."}}}},
            "202": {"description": "The log has them.", "content": {"application/json":
              {"schema": {"$ref": "#/components/schemas/Summary"}}}},
            "400": {"$ref": "#/components/responses/problem"},
            "401": {"$ref": "#/components/responses/problem"},
            "403": {"$ref": "#/components/responses/problem"},
            "413": {"$ref": "#/components/responses/problem"},
            "415": {"$ref": "#/components/responses/problem"},
            "422": {"$ref": "#/components/responses/problem"},
            "503": {"$ref": "#/components/responses/later"}}}},
        "/v1/indicators": {"get": {
          "summary": "The indicators in force.",
          "responses": {"200": {"description": "All of them.", "content": {"application/json":
            {"schema": {"type": "object", "properties": {"indicators":
              {"type": "array", "items": {"$ref": "/schemas/indicator.json"}}}}}}}}}},
        "/v1/indicators/{code}": {"parameters": [{"$ref": "#/components/parameters/code"}],
          "get": {"summary": "An indicator in force.", "responses": {
            "200": {"description": "The indicator.", "content": {"application/json":
              {"schema": {"$ref": "/schemas/indicator.json"}}}},
            "404": {"$ref": "#/components/responses/problem"},
            "503": {"$ref": "#/components/responses/later"}}},
          "put": {"summary": "Defines an indicator.",
            "description": "Needs a scope define:… of it.",
            "requestBody": {"required": true, "content": {"application/json":
              {"schema": {"$ref": "/schemas/indicator.json"}}}},
            "responses": {
              "200": {"$ref": "#/components/responses/defined"},
              "201": {"$ref": "#/components/responses/defined"},
              "202": {"$ref": "#/components/responses/defined"},
              "400": {"$ref": "#/components/responses/problem"},
              "401": {"$ref": "#/components/responses/problem"},
              "403": {"$ref": "#/components/responses/problem"},
              "413": {"$ref": "#/components/responses/problem"},
              "422": {"$ref": "#/components/responses/problem"},
              "503": {"$ref": "#/components/responses/later"}}}},
        "/v1/targets": {"get": {
          "summary": "The targets in force.",
          "responses": {"200": {"description": "All of them.", "content": {"application/json":
            {"schema": {"type": "object", "properties": {"targets":
              {"type": "array", "items": {"type": "object"}}}}}}}}}},
        "/v1/targets/{id}": {"parameters": [{"$ref": "#/components/parameters/id"}],
          "get": {"summary": "A target in force, with its version.", "responses": {
            "200": {"description": "The target.", "content": {"application/json":
              {"schema": {"type": "object"}}}},
            "404": {"$ref": "#/components/responses/problem"},
            "503": {"$ref": "#/components/responses/later"}}},
          "put": {"summary": "Sets a target.",
            "description": "Needs a scope define:… of its indicator.",
            "requestBody": {"required": true, "content": {"application/json":
              {"schema": {"$ref": "/schemas/target.json"}}}},
            "responses": {
              "200": {"$ref": "#/components/responses/defined"},
              "201": {"$ref": "#/components/responses/defined"},
              "202": {"$ref": "#/components/responses/defined"},
              "400": {"$ref": "#/components/responses/problem"},
              "401": {"$ref": "#/components/responses/problem"},
              "403": {"$ref": "#/components/responses/problem"},
              "413": {"$ref": "#/components/responses/problem"},
              "422": {"$ref": "#/components/responses/problem"},
              "503": {"$ref": "#/components/responses/later"}}},
          "delete": {"summary": "Withdraws a target.",
            "responses": {
              "200": {"$ref": "#/components/responses/defined"},
              "202": {"$ref": "#/components/responses/defined"},
              "401": {"$ref": "#/components/responses/problem"},
              "403": {"$ref": "#/components/responses/problem"},
              "404": {"$ref": "#/components/responses/problem"},
              "503": {"$ref": "#/components/responses/later"}}}},
        "/v1/catalogue": {"post": {
          "summary": "Defines all indicators and targets of a file, or none.",
          "parameters": [{"$ref": "#/components/parameters/dryRun"}],
          "requestBody": {"required": true, "content": {
            "application/json": {"schema": {"$ref": "/schemas/catalogue.json"}},
            "application/yaml": {"schema": {"$ref": "/schemas/catalogue.json"}}}},
          "responses": {
            "200": {"description": "What became of each.", "content": {"application/json":
              {"schema": {"$ref": "#/components/schemas/Changes"}}}},
            "202": {"description": "Some are on the log and not answered yet.",
              "content": {"application/json":
                {"schema": {"$ref": "#/components/schemas/Changes"}}}},
            "400": {"$ref": "#/components/responses/problem"},
            "401": {"$ref": "#/components/responses/problem"},
            "403": {"$ref": "#/components/responses/problem"},
            "413": {"$ref": "#/components/responses/problem"},
            "415": {"$ref": "#/components/responses/problem"},
            "422": {"$ref": "#/components/responses/problem"},
            "503": {"$ref": "#/components/responses/later"}}}}
        """#
}

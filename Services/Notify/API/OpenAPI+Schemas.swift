extension OpenAPI {
    static let schemas = #"""
          "SeriesID": {"type": "object", "required": ["indicator", "area"], "properties": {
            "indicator": {"type": "string"}, "area": {"type": "string"},
            "dimensions": {"type": "object", "additionalProperties": {"type": "string"}}}},
          "Figure": {"type": "object", "required": ["period", "status", "released"],
            "properties": {
              "period": {"type": "string"},
              "value": {"type": "number", "description": "Absent where it is missing."},
              "status": {"type": "array", "items": {"type": "string"}},
              "released": {"type": "string", "format": "date-time"},
              "source": {"type": "string"}, "confidentiality": {"type": "string"},
              "note": {"type": "string"}}},
          "Series": {"type": "object", "required": ["id", "series", "unit"], "properties": {
            "id": {"type": "string"}, "series": {"$ref": "#/components/schemas/SeriesID"},
            "unit": {"type": "string"}, "latest": {"$ref": "#/components/schemas/Figure"},
            "previous": {"type": "object"}, "change": {"type": "number"},
            "yearBefore": {"type": "object",
              "description": "The figure of the same period a year before the latest."},
            "changeOnYear": {"type": "number"},
            "asOf": {"type": "string", "format": "date-time"},
            "figures": {"type": "array", "items": {"$ref": "#/components/schemas/Figure"}},
            "vintages": {"type": "array", "items": {"$ref": "#/components/schemas/Figure"}}}},
          "Progress": {"type": "object", "required": ["target", "assessment"], "properties": {
            "series": {"$ref": "#/components/schemas/SeriesID"}, "target": {"type": "object"},
            "latest": {"$ref": "#/components/schemas/Figure"},
            "assessment": {"type": "object", "required": ["method", "category"]},
            "overdue": {"type": "boolean"},
            "setLater": {"type": "boolean",
              "description": "With asOf: the target was first set after that time."},
            "partOf": {"type": "string",
              "description": "The id of the main target that this is a milestone of."}}}
        """#

    static let explanation = #"""
          "Explanation": {"allOf": [{"$ref": "#/components/schemas/Progress"}],
            "type": "object",
            "required": ["language", "unit", "conclusions", "given", "steps", "figures",
              "source"],
            "properties": {
              "language": {"enum": ["en", "nl"]},
              "asOf": {"type": "string", "format": "date-time"}, "unit": {"type": "string"},
              "conclusions": {"type": "array", "items": {"type": "string"}},
              "given": {"type": "array", "items": {"type": "object",
                "required": ["symbol", "meaning", "value"], "properties": {
                  "symbol": {"type": "string"}, "meaning": {"type": "string"},
                  "value": {"type": "number"}}}},
              "steps": {"type": "array", "items": {"type": "object",
                "required": ["symbol", "meaning", "expression", "substituted", "value"],
                "properties": {
                  "symbol": {"type": "string"}, "meaning": {"type": "string"},
                  "expression": {"type": "string"},
                  "substituted": {"type": "string", "description": "With the numbers put in."},
                  "value": {"type": "number"},
                  "decimals": {"type": "integer",
                    "description": "To which the value is rounded; absent: it is not."}}}},
              "thresholds": {"type": "object", "required": ["symbol", "value", "bands"],
                "properties": {"symbol": {"type": "string"}, "value": {"type": "number"},
                  "bands": {"type": "array", "items": {"type": "object",
                    "required": ["category", "holds"], "properties": {
                      "comparison": {"enum": ["≥", ">", "≤", "<"]}, "limit": {"type": "number"},
                      "category": {"type": "string"}, "holds": {"type": "boolean"}}}}}},
              "figures": {"type": "array", "items": {"type": "object",
                "required": ["figure", "definition", "role", "remarks"], "properties": {
                  "figure": {"$ref": "#/components/schemas/Figure"},
                  "definition": {"type": "integer"},
                  "role": {"enum": ["start", "latest", "baseline", "unused"]},
                  "remarks": {"type": "array", "items": {"type": "string"}}}}},
              "source": {"type": "object", "required": ["method", "citation", "urls"],
                "properties": {"method": {"type": "string"}, "citation": {"type": "string"},
                  "urls": {"type": "array", "items": {"type": "string", "format": "uri"}}}}}}
        """#
}

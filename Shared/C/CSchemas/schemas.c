#include "schemas.h"

// #embed is of C23, which this compiler knows in earlier C too.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char catalogue[] = {
#embed "../../Messages/Schemas/catalogue.json"
};
static const unsigned char definitions[] = {
#embed "../../Messages/Schemas/definitions.json"
};
static const unsigned char event[] = {
#embed "../../Messages/Schemas/event.json"
};
static const unsigned char figures[] = {
#embed "../../Messages/Schemas/figures.json"
};
static const unsigned char indicator[] = {
#embed "../../Messages/Schemas/indicator.json"
};
static const unsigned char peil_catalogue_answered_v1[] = {
#embed "../../Messages/Schemas/peil.catalogue.answered.v1.json"
};
static const unsigned char peil_day_passed_v1[] = {
#embed "../../Messages/Schemas/peil.day.passed.v1.json"
};
static const unsigned char peil_delivery_owed_v1[] = {
#embed "../../Messages/Schemas/peil.delivery.owed.v1.json"
};
static const unsigned char peil_figures_reported_v1[] = {
#embed "../../Messages/Schemas/peil.figures.reported.v1.json"
};
static const unsigned char peil_indicator_defined_v1[] = {
#embed "../../Messages/Schemas/peil.indicator.defined.v1.json"
};
static const unsigned char peil_log_created_v1[] = {
#embed "../../Messages/Schemas/peil.log.created.v1.json"
};
static const unsigned char peil_rules_changed_v1[] = {
#embed "../../Messages/Schemas/peil.rules.changed.v1.json"
};
static const unsigned char peil_series_updated_v1[] = {
#embed "../../Messages/Schemas/peil.series.updated.v1.json"
};
static const unsigned char peil_subscription_changed_v1[] = {
#embed "../../Messages/Schemas/peil.subscription.changed.v1.json"
};
static const unsigned char peil_subscription_commanded_v1[] = {
#embed "../../Messages/Schemas/peil.subscription.commanded.v1.json"
};
static const unsigned char peil_subscription_replay_v1[] = {
#embed "../../Messages/Schemas/peil.subscription.replay.v1.json"
};
static const unsigned char peil_subscription_standing_v1[] = {
#embed "../../Messages/Schemas/peil.subscription.standing.v1.json"
};
static const unsigned char peil_target_assessed_v1[] = {
#embed "../../Messages/Schemas/peil.target.assessed.v1.json"
};
static const unsigned char peil_target_confirmed_v1[] = {
#embed "../../Messages/Schemas/peil.target.confirmed.v1.json"
};
static const unsigned char peil_target_met_v1[] = {
#embed "../../Messages/Schemas/peil.target.met.v1.json"
};
static const unsigned char peil_target_missed_v1[] = {
#embed "../../Messages/Schemas/peil.target.missed.v1.json"
};
static const unsigned char peil_target_overdue_v1[] = {
#embed "../../Messages/Schemas/peil.target.overdue.v1.json"
};
static const unsigned char peil_target_pace_v1[] = {
#embed "../../Messages/Schemas/peil.target.pace.v1.json"
};
static const unsigned char peil_target_set_v1[] = {
#embed "../../Messages/Schemas/peil.target.set.v1.json"
};
static const unsigned char peil_target_unmet_v1[] = {
#embed "../../Messages/Schemas/peil.target.unmet.v1.json"
};
static const unsigned char peil_target_withdrawn_v1[] = {
#embed "../../Messages/Schemas/peil.target.withdrawn.v1.json"
};
static const unsigned char peil_update_rejected_v1[] = {
#embed "../../Messages/Schemas/peil.update.rejected.v1.json"
};
static const unsigned char report[] = {
#embed "../../Messages/Schemas/report.json"
};
static const unsigned char subscription[] = {
#embed "../../Messages/Schemas/subscription.json"
};
static const unsigned char target[] = {
#embed "../../Messages/Schemas/target.json"
};

#define SCHEMA(name, bytes) {name, bytes, sizeof bytes}

static const struct peil_schema schemas[] = {
    SCHEMA("catalogue.json", catalogue),
    SCHEMA("definitions.json", definitions),
    SCHEMA("event.json", event),
    SCHEMA("figures.json", figures),
    SCHEMA("indicator.json", indicator),
    SCHEMA("peil.catalogue.answered.v1.json", peil_catalogue_answered_v1),
    SCHEMA("peil.day.passed.v1.json", peil_day_passed_v1),
    SCHEMA("peil.delivery.owed.v1.json", peil_delivery_owed_v1),
    SCHEMA("peil.figures.reported.v1.json", peil_figures_reported_v1),
    SCHEMA("peil.indicator.defined.v1.json", peil_indicator_defined_v1),
    SCHEMA("peil.log.created.v1.json", peil_log_created_v1),
    SCHEMA("peil.rules.changed.v1.json", peil_rules_changed_v1),
    SCHEMA("peil.series.updated.v1.json", peil_series_updated_v1),
    SCHEMA("peil.subscription.changed.v1.json", peil_subscription_changed_v1),
    SCHEMA("peil.subscription.commanded.v1.json", peil_subscription_commanded_v1),
    SCHEMA("peil.subscription.replay.v1.json", peil_subscription_replay_v1),
    SCHEMA("peil.subscription.standing.v1.json", peil_subscription_standing_v1),
    SCHEMA("peil.target.assessed.v1.json", peil_target_assessed_v1),
    SCHEMA("peil.target.confirmed.v1.json", peil_target_confirmed_v1),
    SCHEMA("peil.target.met.v1.json", peil_target_met_v1),
    SCHEMA("peil.target.missed.v1.json", peil_target_missed_v1),
    SCHEMA("peil.target.overdue.v1.json", peil_target_overdue_v1),
    SCHEMA("peil.target.pace.v1.json", peil_target_pace_v1),
    SCHEMA("peil.target.set.v1.json", peil_target_set_v1),
    SCHEMA("peil.target.unmet.v1.json", peil_target_unmet_v1),
    SCHEMA("peil.target.withdrawn.v1.json", peil_target_withdrawn_v1),
    SCHEMA("peil.update.rejected.v1.json", peil_update_rejected_v1),
    SCHEMA("report.json", report),
    SCHEMA("subscription.json", subscription),
    SCHEMA("target.json", target),
};

const struct peil_schema *peil_schemas(size_t *count) {
    *count = sizeof schemas / sizeof schemas[0];
    return schemas;
}

-- Rules of the heel pain handout (HANDOUT specification, sections 1 to 3).
--
-- A rule is { id, facts, verdict, message, applies(patient, clinic) -> true }: see lib/rules.lua.

local intake = require "lib.intake"

local function may_run(patient)
  return patient.can_run == "with_rule"
end

return {
  { id = "S10", facts = { "F114", "F130" }, verdict = "refuse",
    message = "a stress fracture, and the patient may run: set can_run to not_yet",
    applies = function(patient)
      return intake.has(patient.condition, "stress_fracture") and may_run(patient)
    end },
  { id = "S11", facts = { "F106" }, verdict = "ask",
    message = "the pain is at the clinic's no_running_from_pain, or the patient can't walk as usual: may "
      .. "they run all the same? can_run walk_only prints that",
    applies = function(patient, clinic)
      return may_run(patient)
        and (patient.pain_now >= clinic.thresholds.no_running_from_pain or patient.cannot_walk)
    end },
  { id = "S13", facts = { "F046", "F103" }, verdict = "ask",
    message = "the cause is not known yet, and the patient may run: do you agree?",
    applies = function(patient)
      return may_run(patient) and (patient.condition_status == "not_yet_known"
        or intake.has(patient.condition, "not_yet_known"))
    end },
  { id = "S14", facts = { "F137" }, verdict = "refuse",
    message = "anti-inflammatory medicine is a problem for this patient: take pain_medicine out of "
      .. "treatments_offered",
    applies = function(patient)
      return (patient.nsaid_problem == "allergy" or patient.nsaid_problem == "avoid")
        and intake.has(patient.treatments_offered, "pain_medicine")
    end },
  { id = "S19", facts = { "F148" }, verdict = "refuse",
    message = "surgery_for is given, but surgery_discussed is not yes: leave one out or mend the other",
    applies = function(patient)
      return patient.surgery_for ~= nil and not patient.surgery_discussed
    end },
  { id = "WEEKS", facts = {}, verdict = "ask",
    message = "symptom_weeks is above the clinic's symptom_weeks_ask_above: weeks, not days?",
    applies = function(patient, clinic)
      return patient.symptom_weeks > clinic.thresholds.symptom_weeks_ask_above
    end },
}

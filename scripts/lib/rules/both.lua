-- Rules of both handouts (HANDOUT specification, section 3, and the questions of section 1).
--
-- A rule is { id, facts, verdict, message, applies(patient, clinic) -> true }: see lib/rules.lua.

local intake = require "lib.intake"
local people = require "lib.people"

local function has_red_flag(patient)
  return not (#patient.red_flags == 1 and patient.red_flags[1] == "none_found")
end

return {
  { id = "S04", facts = {}, verdict = "refuse",
    message = "a red flag is ticked: no self-care sheet; see or refer the patient today",
    applies = has_red_flag },
  { id = "LANGUAGE", facts = {}, verdict = "refuse",
    message = "the clinic does not hand out sheets in this language: add it to languages in the clinic's "
      .. "profile, or choose another",
    applies = function(patient, clinic)
      return not intake.has(clinic.languages, patient.language)
    end },
  { id = "S17", facts = {}, verdict = "ask",
    message = "the patient is younger than the texts are written for: heel pain in children has other "
      .. "causes; is this sheet right?",
    applies = function(patient, clinic)
      return people.age(patient) < clinic.thresholds.adult_from_age
    end },
  { id = "S20", facts = { "F123" }, verdict = "ask",
    message = "'compartment': the source is unclear here and a compartment syndrome can be urgent; "
      .. "confirm what you mean",
    applies = function(patient)
      return intake.has(patient.referred_kind, "compartment")
    end },
  { id = "VISIT", facts = { "F132" }, verdict = "ask",
    message = "follow_up_date is not given: is there no next visit?",
    applies = function(patient)
      return not patient.follow_up_date
    end },
  { id = "AHEAD", facts = {}, verdict = "ask",
    message = "handout_date lies further ahead than the clinic's handout_date_ahead_days: is the date "
      .. "right?",
    applies = function(_, clinic)
      return footnote.handout.days_ahead > clinic.thresholds.handout_date_ahead_days
    end },
}

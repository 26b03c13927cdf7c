-- Clinical rules: each compares what the clinician entered and refuses, asks or warns. None chooses.
--
-- A rule is { id, facts, applies(patient, clinic) -> true or the words to fill in, verdict, message }.
-- Verdicts: "refuse" (no handout), "ask" (no handout until --accept ID), "warn". Rules S and P of the
-- HANDOUT specification, sections 2 and 3. Thresholds are the clinic's, never written here.

local intake = require "lib.intake"
local people = require "lib.people"

local rules = {}

local function condition(patient, name)
  return intake.has(patient.condition, name)
end

local function any_condition(patient, names)
  for _, name in ipairs(names) do
    if condition(patient, name) then
      return true
    end
  end
  return false
end

-- Which conditions go with which insert without a question (table 2 of the specification).
local goes_with = {
  heel_cup = { "plantar_fasciitis", "heel_spur_pain", "fat_pad_atrophy", "nonspecific_heel_pain" },
  gel_pad = { "plantar_fasciitis", "heel_spur_pain", "fat_pad_atrophy", "nonspecific_heel_pain" },
  foam_pad = { "plantar_fasciitis", "heel_spur_pain", "fat_pad_atrophy", "nonspecific_heel_pain" },
  insole = { "plantar_fasciitis", "heel_spur_pain", "fat_pad_atrophy", "nonspecific_heel_pain" },
  heel_lift = { "achilles_tendinopathy", "calf_strain", "leg_length_difference" },
}

rules.common = {
  { id = "S04", facts = {}, verdict = "refuse",
    message = "a red flag is ticked: no self-care sheet; see or refer the patient today",
    applies = function(patient)
      return not (#patient.red_flags == 1 and patient.red_flags[1] == "none_found")
    end },
  { id = "S13", facts = { "F046", "F103" }, verdict = "ask",
    message = "the cause is not known yet and the patient keeps running: do you agree?",
    applies = function(patient)
      return condition(patient, "not_yet_known") and patient.running_now == "running"
    end },
  { id = "S17", facts = {}, verdict = "ask",
    message = "the patient is under 18: these texts are for adults; heel pain in children has other "
      .. "causes",
    applies = function(patient, clinic)
      return people.age(patient) < clinic.thresholds.adult_from_age
    end },
  { id = "S20", facts = { "F123" }, verdict = "ask",
    message = "'compartment': the source is unclear here and a compartment syndrome can be urgent; "
      .. "confirm what you mean",
    applies = function(patient)
      return intake.has(patient.referred_kind, "compartment")
    end },
}

rules.inserts = {
  { id = "S02", facts = { "F056", "F057" }, verdict = "ask",
    message = "a lift without an Achilles, calf or leg-length reason may shorten the calf, and the "
      .. "wrong type may make things worse",
    applies = function(patient)
      return patient.insert_type == "heel_lift" and not any_condition(patient, goes_with.heel_lift)
    end },
  { id = "S03", facts = { "F056", "F074", "F075" }, verdict = "ask",
    message = "the insert and the condition do not match: each insert is for its own kind of problem",
    applies = function(patient)
      return not any_condition(patient, goes_with[patient.insert_type])
    end },
  { id = "S05", facts = { "F040" }, verdict = "refuse",
    message = "the lift is for the longer leg: a lift goes in the shoe of the shorter leg",
    applies = function(patient)
      return patient.insert_type == "heel_lift" and condition(patient, "leg_length_difference")
        and patient.insert_side ~= patient.shorter_leg
    end },
  { id = "S06", facts = { "F066" }, verdict = "ask",
    message = "the leg length difference is not confirmed: who measured it, and how?",
    applies = function(patient)
      return condition(patient, "leg_length_difference") and not patient.lld_confirmed_by
    end },
  { id = "S07", facts = {}, verdict = "refuse",
    message = "the lift is higher than the leg length difference",
    applies = function(patient)
      return condition(patient, "leg_length_difference") and patient.lift_height_mm
        and patient.lift_height_mm > patient.leg_length_difference_mm
    end },
  { id = "S09", facts = {}, verdict = "warn",
    message = "a lift in one shoe makes the legs unequal by its height: should it be both shoes?",
    applies = function(patient)
      return patient.insert_type == "heel_lift" and patient.insert_side ~= "both"
        and any_condition(patient, { "achilles_tendinopathy", "calf_strain" })
    end },
  { id = "S10", facts = { "F114", "F130" }, verdict = "refuse",
    message = "a stress fracture: no running plan is printed; use the heel pain handout",
    applies = function(patient)
      return condition(patient, "stress_fracture")
    end },
  { id = "S11", facts = { "F106" }, verdict = "ask",
    message = "the pain score is at the clinic's stop mark: a running plan all the same?",
    applies = function(patient, clinic)
      return patient.pain_now >= clinic.thresholds.no_running_from_pain
    end },
  { id = "S12", facts = { "F127" }, verdict = "ask",
    message = "diabetes or numb feet: were the feet examined?",
    applies = function(patient)
      return intake.has(patient.comorbidities, "diabetes")
        or intake.has(patient.comorbidities, "neuropathy")
    end },
  { id = "SIDE", facts = {}, verdict = "ask",
    message = "insert_side is not the side that hurts: is the shoe right?",
    applies = function(patient)
      return patient.insert_side ~= patient.side and not condition(patient, "leg_length_difference")
    end },
  { id = "SELF", facts = { "F090" }, verdict = "warn",
    message = "the patient bought the insert without advice: check that it is the right one",
    applies = function(patient)
      return patient.insert_source == "self_bought"
    end },
}

rules.heel_pain = {
  { id = "S14", facts = { "F137" }, verdict = "refuse",
    message = "anti-inflammatory medicine is a problem for this patient, and pain medicine stands "
      .. "among the treatments offered",
    applies = function(patient)
      return (patient.nsaid_problem == "allergy" or patient.nsaid_problem == "avoid")
        and intake.has(patient.treatments_offered, "pain_medicine")
    end },
  { id = "S10", facts = { "F114", "F130" }, verdict = "refuse",
    message = "a stress fracture, and the patient may run: the texts say not to run",
    applies = function(patient)
      return condition(patient, "stress_fracture") and patient.can_run == "with_rule"
    end },
  { id = "S19", facts = { "F148" }, verdict = "refuse",
    message = "surgery_for is given, but surgery was not discussed",
    applies = function(patient)
      return patient.surgery_for ~= nil and not patient.surgery_discussed
    end },
}

-- What a single field's declaration can't say. All of it is exit 2.
local function check_answers(patient, clinic)
  if not patient.date_of_birth and not patient.age then
    footnote.field_error("date_of_birth", "missing: give date_of_birth or age")
  elseif people.age_conflicts(patient) then
    footnote.field_error("age", "does not agree with date_of_birth: give one of them")
  end
  local block = clinic.red_flags
  if not block or not block.approver or not block.approved_on then
    footnote.refuse("S04", "the clinic has no approved red-flag block: no handout is printed")
    return
  end
  local allowed = { none_found = true }
  for _, group in ipairs { "get_help_now", "call_same_day", "call_soon" } do
    for _, flag in ipairs(block[group]) do
      allowed[flag.id] = true
    end
  end
  for _, flag in ipairs(patient.red_flags) do
    if not allowed[flag] then
      footnote.field_error("red_flags", "has an entry that is not in the clinic's red-flag block")
    elseif flag == "none_found" and #patient.red_flags > 1 then
      footnote.field_error("red_flags", "none_found can't stand beside a red flag")
    end
  end
  if intake.has(patient.comorbidities, "none") and #patient.comorbidities > 1 then
    footnote.field_error("comorbidities", "none can't stand beside another answer")
  end
end

local say = {
  refuse = function(rule) footnote.refuse(rule.id, rule.message) end,
  ask = function(rule) footnote.ask(rule.id, rule.message) end,
  warn = function(rule) footnote.warn(rule.id .. ": " .. rule.message) end,
}

-- Applies every rule of the lists given; all verdicts are collected before the handout is refused.
function rules.apply(patient, clinic, ...)
  check_answers(patient, clinic)
  for _, list in ipairs { ... } do
    for _, rule in ipairs(list) do
      if rule.applies(patient, clinic) then
        say[rule.verdict](rule)
      end
    end
  end
end

return rules

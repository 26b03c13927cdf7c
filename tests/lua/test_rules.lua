-- lib.rules: every rule with a verdict, by a patient that triggers it and one that just does not. The
-- numbers are those of the example clinic.

local check = require "lib.check"
local intake = require "lib.intake"
local patients = require "lib.patients"
local rules = require "lib.rules"

local inserts, heel_pain = patients.inserts, patients.heel_pain
local leg_length, achilles = patients.leg_length, patients.achilles
local NONE = patients.NONE

-- handout, rule, verdict, who triggers it, who just does not
local cases = {
  { "inserts", "S04", "refuse", inserts { red_flags = { "numb" } }, inserts() },
  { "heel_pain", "S04", "refuse", heel_pain { red_flags = { "none_found", "worse" } }, heel_pain() },
  { "inserts", "LANGUAGE", "refuse", inserts { language = "fr" }, inserts { language = "pl" } },
  { "inserts", "S17", "ask", inserts { date_of_birth = "2008-03-03" },
    inserts { date_of_birth = "2008-03-02" } },
  { "heel_pain", "S17", "ask", heel_pain { date_of_birth = NONE, age = 17 },
    heel_pain { date_of_birth = NONE, age = 18 } },
  { "heel_pain", "S20", "ask",
    heel_pain { condition = { "referred" }, referred_kind = { "bursa", "compartment" } },
    heel_pain { condition = { "referred" }, referred_kind = { "bursa" } } },
  { "inserts", "VISIT", "ask", inserts { follow_up_date = NONE }, inserts() },
  { "heel_pain", "VISIT", "ask", heel_pain { follow_up_date = NONE }, heel_pain() },
  { "inserts", "S02", "ask", inserts { insert_type = "heel_lift", lift_height_mm = 6 }, achilles() },
  { "inserts", "S03", "ask", inserts { insert_type = "heel_lift", lift_height_mm = 6 }, inserts() },
  { "inserts", "S03", "ask", achilles { insert_type = "heel_cup" }, achilles() },
  { "inserts", "S03", "ask", inserts { condition = { "calf_strain" }, insert_type = "gel_pad" },
    inserts { condition = { "calf_strain", "fat_pad_atrophy" }, insert_type = "gel_pad" } },
  { "inserts", "P8", "ask", inserts { condition = { "bursitis", "injury" } },
    inserts { condition = { "bursitis", "heel_spur_pain" } } },
  { "inserts", "P9", "ask", inserts { insert_wishes = { "foot_alignment" }, insert_type = "insole" },
    inserts { insert_wishes = { "foot_alignment" } } },
  { "inserts", "P10", "ask", inserts { insert_wishes = { "other_injury" }, prescribed = false },
    inserts { insert_wishes = { "other_injury" }, prescribed = true } },
  { "inserts", "SIDE", "ask", inserts { insert_side = "right" }, leg_length() },
  { "inserts", "SELF", "warn", inserts { insert_source = "self_bought" },
    inserts { insert_source = "to_buy" } },
  { "inserts", "S05", "refuse", leg_length { insert_side = "left" }, leg_length() },
  { "inserts", "S05", "refuse", leg_length { insert_side = "both" }, leg_length { side = "both" } },
  { "inserts", "S06", "ask", leg_length { lld_confirmed_by = NONE }, leg_length() },
  { "inserts", "S06", "ask", leg_length { lld_method = NONE }, inserts() },
  { "inserts", "S07", "refuse", leg_length { lift_height_mm = 10.5 }, leg_length { lift_height_mm = 10 } },
  { "inserts", "S07", "ask", leg_length { lift_height_mm = 8 }, leg_length { lift_height_mm = 7.5 } },
  { "inserts", "S08", "ask", leg_length { leg_length_difference_mm = 2.5, lift_height_mm = 1 },
    leg_length { leg_length_difference_mm = 3, lift_height_mm = 1 } },
  { "inserts", "BUILDUP", "ask", leg_length { leg_length_difference_mm = 21 },
    leg_length { leg_length_difference_mm = 20 } },
  { "inserts", "S09", "warn", achilles { insert_side = "left" }, achilles() },
  { "inserts", "S09", "warn", achilles { insert_side = "left", condition = { "calf_strain" } },
    leg_length() },
  { "inserts", "HEIGHT", "ask", achilles { lift_height_mm = 12.5 }, achilles { lift_height_mm = 12 } },
  { "inserts", "FIT", "warn", achilles { lift_height_mm = 10.5 }, achilles { lift_height_mm = 10 } },
  { "inserts", "FIT", "warn", achilles { lift_height_mm = 12 }, achilles { lift_height_mm = 12.5 } },
  { "inserts", "S10", "refuse", inserts { condition = { "stress_fracture" } },
    inserts { condition = { "stress_fracture" }, plan_profile = "none" } },
  { "heel_pain", "S10", "refuse",
    heel_pain { condition = { "injury", "stress_fracture" }, can_run = "with_rule" },
    heel_pain { condition = { "stress_fracture" }, can_run = "walk_only" } },
  { "inserts", "S11", "ask", inserts { pain_now = 6 }, inserts { pain_now = 5 } },
  { "inserts", "S11", "ask", inserts { cannot_walk = true },
    inserts { cannot_walk = true, plan_profile = "none" } },
  { "heel_pain", "S11", "ask", heel_pain { can_run = "with_rule", pain_now = 6 },
    heel_pain { pain_now = 6 } },
  { "heel_pain", "S11", "ask", heel_pain { can_run = "with_rule", cannot_walk = true },
    heel_pain { can_run = "with_rule", pain_now = 5 } },
  { "inserts", "S12", "ask", inserts { comorbidities = { "falls_risk", "neuropathy" } },
    inserts { comorbidities = { "neuropathy" }, feet_examined_on = "2026-03-02" } },
  { "inserts", "S12", "ask", inserts { comorbidities = { "diabetes" } },
    inserts { comorbidities = { "circulation" } } },
  { "inserts", "S13", "ask", inserts { condition_status = "not_yet_known" },
    inserts { condition_status = "suspected" } },
  { "inserts", "S13", "ask", inserts { condition = { "not_yet_known" } },
    inserts { condition = { "not_yet_known" }, plan_profile = "none" } },
  { "heel_pain", "S13", "ask", heel_pain { condition = { "not_yet_known" }, can_run = "with_rule" },
    heel_pain { condition = { "not_yet_known" }, condition_status = "not_yet_known" } },
  { "inserts", "DISTANCE", "ask", inserts { weekly_distance = 120.5 }, inserts { weekly_distance = 120 } },
  { "inserts", "DISTANCE", "ask", inserts { weekly_distance = 75, units = "imperial" },
    inserts { weekly_distance = 74, units = "imperial" } },
  { "inserts", "PACE", "ask", inserts { weekly_minutes = 241 }, inserts { weekly_minutes = 240 } },
  { "inserts", "PACE", "ask", inserts { weekly_minutes = 49 }, inserts { weekly_minutes = 50 } },
  { "inserts", "SHOE", "ask", inserts { size_system = "uk", shoe_size = 42 },
    inserts { size_system = "eu", shoe_size = 42 } },
  { "inserts", "SHOE", "ask", inserts { size_system = "eu", shoe_size = 14.5 },
    inserts { size_system = "eu", shoe_size = 15 } },
  { "heel_pain", "S14", "refuse",
    heel_pain { nsaid_problem = "allergy", treatments_offered = { "pain_medicine" } },
    heel_pain { nsaid_problem = "unknown", treatments_offered = { "pain_medicine" } } },
  { "heel_pain", "S14", "refuse",
    heel_pain { nsaid_problem = "avoid", treatments_offered = { "laser", "pain_medicine" } },
    heel_pain { nsaid_problem = "avoid", treatments_offered = { "laser" } } },
  { "heel_pain", "S19", "refuse", heel_pain { surgery_for = "spur" },
    heel_pain { surgery_for = "spur", surgery_discussed = true } },
  { "heel_pain", "WEEKS", "ask", heel_pain { symptom_weeks = 1041 }, heel_pain { symptom_weeks = 1040 } },
}

local elsewhere = { AHEAD = true } -- needs a day that is today: tests/cli/182-rules.sh

local function find(handout, id, verdict)
  for _, rule in ipairs(rules.of(handout)) do
    if rule.id == id and rule.verdict == verdict then
      return rule
    end
  end
  error("no rule " .. id .. " of " .. handout .. " that says " .. verdict)
end

local function each_rule_at_its_edge(clinic)
  for _, case in ipairs(cases) do
    local handout, id, verdict, triggers, does_not = table.unpack(case)
    local rule = find(handout, id, verdict)
    check.equal(rule.applies(triggers, clinic) and true or false, true,
      id .. " of " .. handout .. " is triggered")
    check.equal(rule.applies(does_not, clinic) and true or false, false, id .. " of " .. handout .. " is not")
  end
end

local function every_rule_has_a_case()
  for _, handout in ipairs { "inserts", "heel_pain" } do
    for _, rule in ipairs(rules.of(handout)) do
      local is_tested = elsewhere[rule.id] or false
      for _, case in ipairs(cases) do
        is_tested = is_tested or (case[1] == handout and case[2] == rule.id and case[3] == rule.verdict)
          or (intake.has(rules.both, rule) and case[2] == rule.id)
      end
      check.is_true(is_tested, handout .. " " .. rule.id .. " " .. rule.verdict .. " has a case")
    end
  end
end

-- A message says what to do and holds no value: numbers are named by the clinic's keys.
local function messages_hold_no_numbers()
  for _, handout in ipairs { "inserts", "heel_pain" } do
    for _, rule in ipairs(rules.of(handout)) do
      check.equal(rule.message:find "%d", nil, rule.id .. " names a number")
      check.equal(rule.message:find "^%u", nil, rule.id .. " begins with a capital")
      check.equal(rule.message:find "%.$", nil, rule.id .. " ends with a full stop")
      check.equal(type(rule.facts), "table", rule.id .. " has a list of facts")
    end
  end
end

-- A patient without anything special meets no rule at all.
local function nobody_is_asked_without_reason(clinic)
  for handout, patient in pairs { inserts = inserts(), heel_pain = heel_pain() } do
    for _, rule in ipairs(rules.of(handout)) do
      check.equal(rule.applies(patient, clinic) and rule.id or false, false, handout)
    end
  end
end

-- Table 2: condition by insert. Everything else is asked about.
local function table_of_matches(clinic)
  local asks = find("inserts", "S03", "ask")
  local fits = {
    plantar_fasciitis = "heel_cup gel_pad foam_pad insole",
      heel_spur_pain = "heel_cup gel_pad foam_pad insole",
    fat_pad_atrophy = "heel_cup gel_pad foam_pad insole", achilles_tendinopathy = "heel_lift",
    calf_strain = "heel_lift", leg_length_difference = "heel_lift",
    nonspecific_heel_pain = "heel_cup gel_pad foam_pad insole",
  }
  for condition, inserts_that_fit in pairs(fits) do
    for _, insert in ipairs { "heel_cup", "heel_lift", "gel_pad", "foam_pad", "insole" } do
      local patient = inserts { condition = { condition }, insert_type = insert }
      check.equal(asks.applies(patient, clinic), inserts_that_fit:find(insert, 1, true) == nil,
        insert .. " for " .. condition)
    end
  end
end

local function rules_that_choose_text(clinic)
  local function applies(id, patient)
    return rules.applies(id, patient, clinic)
  end
  check.equal(applies("P1", inserts()), true)
  check.equal(applies("P4", inserts()), false)
  check.equal(applies("P4", achilles()), true)
  check.equal(applies("P6", leg_length()), true)
  check.equal(applies("P11", inserts()), true, "gains and risks, always")
  check.equal(applies("P12", inserts { running_now = "stopped" }), true)
  check.equal(applies("P12", inserts { running_now = "stopped", plan_profile = "custom" }), false)
  check.equal(applies("P12", inserts { running_now = "stopped", plan_profile = "none" }), false)
  check.equal(applies("P12", inserts()), false)
  check.equal(applies("P13", heel_pain { condition = { "referred" } }), true)
  check.equal(applies("P13", heel_pain { condition = { "not_yet_known" } }), false)
  check.raises("no rule 'S04'", rules.applies, "S04", inserts(), clinic)
end

return check.report("rules", function(clinic)
  each_rule_at_its_edge(clinic)
  every_rule_has_a_case()
  messages_hold_no_numbers()
  nobody_is_asked_without_reason(clinic)
  table_of_matches(clinic)
  rules_that_choose_text(clinic)
end)

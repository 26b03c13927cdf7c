-- lib.rules.cautions: the K rules, each with the patient that it is for and one that it is not for.

local cautions = require "lib.rules.cautions"
local check = require "lib.check"
local intake = require "lib.intake"
local patients = require "lib.patients"

local inserts, heel_pain = patients.inserts, patients.heel_pain

local function ill(...)
  return heel_pain { comorbidities = { ... } }
end

-- rule, group of the profile, handout, who it is for, who it is not for
local cases = {
  { "K1", "diabetes", "heel_pain", ill "diabetes", ill "none" },
  { "K1", "diabetes_insert", "inserts", inserts { comorbidities = { "diabetes" } }, inserts() },
  { "K2", "neuropathy", "heel_pain", ill "neuropathy", ill "diabetes" },
  { "K3", "ankylosing_spondylitis", "heel_pain", ill "ankylosing_spondylitis", ill "none" },
  { "K4", "osteoporosis", "heel_pain", ill "osteoporosis", ill "none" },
  { "K5", "circulation", "heel_pain", ill "circulation", ill "none" },
  { "K6", "overweight", "heel_pain", heel_pain { comorbidities = { "overweight" }, print_overweight = true },
    heel_pain { comorbidities = { "overweight" }, print_overweight = false } },
  { "K7", "medicine_none", "heel_pain", heel_pain(), heel_pain { nsaid_problem = "allergy" } },
  { "K7", "medicine_allergy", "heel_pain", heel_pain { nsaid_problem = "allergy" }, heel_pain() },
  { "K7", "medicine_avoid", "heel_pain", heel_pain { nsaid_problem = "avoid" }, heel_pain() },
  { "K7", "medicine_unknown", "heel_pain", heel_pain { nsaid_problem = "unknown" }, heel_pain() },
  { "K8", "new_pain", "inserts", inserts(), nil },
  { "K9", "heel_lift", "inserts", patients.achilles(), inserts() },
  { "K10", "any_insert", "inserts", inserts(), nil },
  { "K11", "pregnancy", "heel_pain", ill "pregnancy", ill "none" },
  { "K11", "falls_risk", "inserts", inserts { comorbidities = { "falls_risk" } }, inserts() },
  { "K12", "device_treatment", "heel_pain", heel_pain { treatments_offered = { "exercises", "laser" } },
    heel_pain { treatments_offered = { "exercises", "pain_medicine" } } },
  { "K12", "device_treatment", "heel_pain", heel_pain { treatments_offered = { "cryotherapy" } },
    heel_pain() },
}

local function rule_of(group)
  for _, rule in ipairs(cautions.rules) do
    if rule.group == group then
      return rule
    end
  end
  return nil
end

local function each_caution_at_its_edge(clinic)
  for _, case in ipairs(cases) do
    local id, group, handout, who, who_not = table.unpack(case, 1, 5)
    local rule = rule_of(group)
    check.equal(rule.id, id, group)
    local wanted = clinic.cautions[group]
    check.equal(#wanted > 0, true, group .. " has sentences in the profile")
    local printed = cautions.keys(who, clinic, rule.part, handout)
    for _, key in ipairs(wanted) do
      check.is_true(intake.has(printed, key), key .. " is printed for " .. group)
      check.is_true(has(key), key .. " stands in the wording")
    end
    check.equal(who_not ~= nil and rule.applies(who_not, handout), false, group .. " is not for everyone")
  end
end

local function every_rule_has_a_case()
  for _, rule in ipairs(cautions.rules) do
    local is_tested = false
    for _, case in ipairs(cases) do
      is_tested = is_tested or case[2] == rule.group
    end
    check.is_true(is_tested, rule.id .. " " .. rule.group)
  end
end

-- Two illnesses with the same sentence print it once.
local function nothing_is_said_twice()
  local clinic = { cautions = { diabetes = { "a", "b" }, neuropathy = { "b", "c" } } }
  check.equal(cautions.keys(ill("diabetes", "neuropathy"), clinic, "illness", "heel_pain"), { "a", "b", "c" })
end

return check.report("cautions", function(clinic)
  each_caution_at_its_edge(clinic)
  every_rule_has_a_case()
  nothing_is_said_twice()
end)

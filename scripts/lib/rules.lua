-- Clinical rules: each compares what the clinician entered and refuses, asks or warns. None chooses.
--
--   rules.apply(patient, clinic, "inserts")         all that speaks against the handout, told at once
--   rules.applies("P12", patient, clinic)           whether a rule that chooses text is met
--
-- A rule is { id, facts, verdict, message, applies(patient, clinic) -> true }. Verdicts: "refuse" (no
-- handout, exit 4), "ask" (no handout until --accept ID), "warn". A message says what to do; it names
-- the clinic's numbers by their keys and never holds a value of the patient's. Ids are those of the
-- HANDOUT specification, sections 2 and 3; ours beyond them are words. Thresholds are the clinic's.
--
-- lib/rules/answers.lua     S01: what a single field can't say of itself (exit 2)
-- lib/rules/both.lua, inserts.lua, heel_pain.lua     P and S rules with a verdict
-- lib/rules/matching.lua    table 2: insert and condition; the P rules that choose text
-- lib/rules/cautions.lua    K rules: what is printed for an illness, an insert, a treatment
-- lib/clinic.lua            the profile itself: complete, approved, not past its review (S16)
-- lib/plan.lua              S21: no plan goes over what the patient runs
--
-- S15 (a sentence without its passage) and S18 (no room) are the program's: its warnings name them.

local answers = require "lib.rules.answers"
local clinic_profile = require "lib.clinic"
local matching = require "lib.rules.matching"

local rules = {}

rules.both = require "lib.rules.both"
rules.inserts = require "lib.rules.inserts"
rules.heel_pain = require "lib.rules.heel_pain"

local say = {
  refuse = function(rule) footnote.refuse(rule.id, rule.message) end,
  ask = function(rule) footnote.ask(rule.id, rule.message) end,
  warn = function(rule) footnote.warn(rule.id, rule.message) end,
}

-- All rules of a handout, in the order in which they are told.
function rules.of(handout)
  local all = {}
  for _, list in ipairs { rules.both, rules[handout] } do
    for _, rule in ipairs(list) do
      all[#all + 1] = rule
    end
  end
  return all
end

-- Applies every rule of "inserts" or "heel_pain"; all verdicts are collected before the handout is
-- refused. False when the profile or an answer is such that the rest of the script can't go on: then
-- return nil from report.build.
function rules.apply(patient, clinic, handout)
  if not clinic_profile.check(clinic) then
    return false
  end
  local fine = answers.check(patient, clinic, handout)
  for _, rule in ipairs(rules.of(handout)) do
    if rule.applies(patient, clinic) then
      say[rule.verdict](rule)
    end
  end
  return fine
end

-- Whether a rule that chooses text is met: "P1" to "P13".
function rules.applies(id, patient, clinic)
  local applies = matching.applies[id]
  if not applies then
    error("no rule '" .. tostring(id) .. "' chooses text", 2)
  end
  return applies(patient, clinic)
end

return rules

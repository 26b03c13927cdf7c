-- Cautions printed for the patient (rules K1 to K12 of the HANDOUT specification): which apply, and
-- which sentences of the clinic's profile each prints.
--
--   cautions.keys(patient, clinic, "illness")   keys of wording/, in the order printed, none twice
--
-- A rule is { id, facts, part, group, applies(patient) -> true }: `group` is the list under `cautions`
-- in the clinic's profile, `part` the place on the page that prints it: "illness" (the safety boxes),
-- "insert" (gains and risks, fit), "medicine", "treatments". The clinic decides what stands there.

local intake = require "lib.intake"

local cautions = {}

local function has_illness(name)
  return function(patient)
    return intake.has(patient.comorbidities, name)
  end
end

local function has_insert(patient, handout)
  return handout == "inserts" and patient.insert_type ~= nil
end

local function may_not_take(answer)
  return function(patient)
    return patient.nsaid_problem == answer
  end
end

cautions.rules = {
  { id = "K1", facts = { "F059", "F090", "F127" }, part = "illness", group = "diabetes",
    applies = has_illness "diabetes" },
  { id = "K1", facts = { "F059", "F090", "F127" }, part = "insert", group = "diabetes_insert",
    applies = function(patient, handout)
      return has_insert(patient, handout) and intake.has(patient.comorbidities, "diabetes")
    end },
  { id = "K2", facts = { "F059" }, part = "illness", group = "neuropathy",
    applies = has_illness "neuropathy" },
  { id = "K3", facts = { "F128" }, part = "illness", group = "ankylosing_spondylitis",
    applies = has_illness "ankylosing_spondylitis" },
  { id = "K4", facts = { "F129", "F130" }, part = "illness", group = "osteoporosis",
    applies = has_illness "osteoporosis" },
  { id = "K5", facts = { "F120" }, part = "illness", group = "circulation",
    applies = has_illness "circulation" },
  { id = "K6", facts = { "F131" }, part = "illness", group = "overweight",
    applies = function(patient)
      return intake.has(patient.comorbidities, "overweight") and patient.print_overweight == true
    end },
  { id = "K7", facts = { "F137", "F138" }, part = "medicine", group = "medicine_none",
    applies = may_not_take "none" },
  { id = "K7", facts = { "F137", "F138" }, part = "medicine", group = "medicine_allergy",
    applies = may_not_take "allergy" },
  { id = "K7", facts = { "F137", "F138" }, part = "medicine", group = "medicine_avoid",
    applies = may_not_take "avoid" },
  { id = "K7", facts = { "F137", "F138" }, part = "medicine", group = "medicine_unknown",
    applies = may_not_take "unknown" },
  { id = "K8", facts = { "F053", "F080", "F081" }, part = "insert", group = "new_pain",
    applies = has_insert },
  { id = "K9", facts = { "F057" }, part = "insert", group = "heel_lift",
    applies = function(patient, handout)
      return has_insert(patient, handout) and patient.insert_type == "heel_lift"
    end },
  { id = "K10", facts = { "F058", "F059", "F083" }, part = "insert", group = "any_insert",
    applies = has_insert },
  { id = "K11", facts = {}, part = "illness", group = "pregnancy", applies = has_illness "pregnancy" },
  { id = "K11", facts = {}, part = "illness", group = "falls_risk", applies = has_illness "falls_risk" },
  { id = "K12", facts = { "F141", "F142", "F143", "F144" }, part = "treatments",
    group = "device_treatment", applies = function(patient, handout)
      return handout == "heel_pain" and intake.has_any(patient.treatments_offered,
        { "laser", "ultrasound_treatment", "iontophoresis", "cryotherapy" })
    end },
}

-- Wording keys of one part of the page. `handout` is "inserts" or "heel_pain": the other one's fields
-- are never asked for.
local told = {}

-- A caution that is not printed is never lost without a word: a misspelt key, or a passage that is gone.
local function tell_unprintable(rule, key)
  if not told[key] and not has(key) then
    told[key] = true
    footnote.warn(rule.id, "the clinic's profile: cautions." .. rule.group .. ": '" .. tostring(key)
      .. "' can't be printed: the wording has no such sentence, or its passage is gone")
  end
end

function cautions.keys(patient, clinic, part, handout)
  local keys = {}
  for _, rule in ipairs(cautions.rules) do
    if rule.part == part and rule.applies(patient, handout) then
      local group = clinic.cautions[rule.group]
      if type(group) ~= "table" then
        footnote.refuse("CLINIC", "the clinic's profile: cautions." .. rule.group .. ": missing, expected "
          .. "the sentences that rule " .. rule.id .. " prints ([] for none)")
      end
      for _, key in ipairs(type(group) == "table" and group or {}) do
        tell_unprintable(rule, key)
        if not intake.has(keys, key) then
          keys[#keys + 1] = key
        end
      end
    end
  end
  return keys
end

return cautions

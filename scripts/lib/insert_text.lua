-- Which sentences an insert handout prints, by insert and condition (HANDOUT specification, table 2).
--
-- Tables of wording keys, nothing else: the words stand in corpus/wording, the rules that compare
-- insert and condition in scripts/lib/rules. The program never chooses an insert.

local matching = require "lib.rules.matching"
local sentences = require "lib.sentences"

local insert_text = {}

-- The family that a sentence about the insert belongs to.
insert_text.family = {
  heel_lift = "lift", heel_cup = "cup", gel_pad = "pad", foam_pad = "pad", insole = "insole",
}

local purpose = {
  lift = { "insert.lift.purpose" },
  cup = { "insert.cup.purpose", "insert.cup.soften" },
  pad = { "insert.pad.purpose" },
  insole = { "insert.insole.purpose" },
}

local lift_purpose = {
  achilles_tendinopathy = { "insert.lift.achilles" },
  calf_strain = { "insert.lift.calf" },
  leg_length_difference = { "insert.lift.length" },
}

-- As many gains as risks are printed, so that neither side looks longer than it is.
local gains = {
  lift = {
    achilles_tendinopathy = { "gain.lift.tendon", "gain.lift.exercises", "gain.return", "gain.ease" },
    calf_strain = { "gain.lift.calf", "gain.return", "gain.ease" },
    leg_length_difference = { "gain.lift.length", "gain.lift.balance", "gain.return", "gain.ease" },
  },
  cup = {
    plantar_fasciitis = { "gain.cup.band", "gain.cup.steady", "gain.cushion.layer", "gain.ease" },
    heel_spur_pain = { "gain.cup.spur", "gain.cup.steady", "gain.cushion.layer", "gain.ease" },
    other = { "gain.cup.soften", "gain.cup.steady", "gain.return", "gain.ease" },
  },
  pad = {
    fat_pad_atrophy = { "gain.pad.thin", "gain.cushion.layer", "gain.cushion.impact", "gain.ease" },
    other = { "gain.pad.comfort", "gain.cushion.layer", "gain.return", "gain.ease" },
  },
  insole = { other = { "gain.insole", "gain.return", "gain.ease" } },
}

local risks = {
  lift = { "risk.strain", "risk.lift.heel_strike", "risk.tight_shoe", "risk.lean_on_it", "risk.lift.calf" },
  other = { "risk.strain", "risk.tight_shoe", "risk.lean_on_it", "risk.wrong_insert" },
}

-- What makes up the number, from the first one that is not there yet.
local gains_of_all = { "gain.return", "gain.comfort", "gain.some", "gain.aim" }

-- The condition that the insert is for: the first one named that goes with it, else the first one.
function insert_text.condition(patient)
  for _, condition in ipairs(patient.condition) do
    if matching.condition_fits(condition, patient.insert_type) then
      return condition
    end
  end
  return patient.condition[1]
end

-- What else the insert is for, or what comes of the problem.
local more_reasons = {
  { key = "why.leg_length_pain", applies = function(_, _, condition)
    return condition == "leg_length_difference"
  end },
  { key = "why.nonspecific_heel_pain.keep_running", applies = function(patient, _, condition)
    return condition == "nonspecific_heel_pain" and patient.condition_status == "not_yet_known"
      and patient.plan_profile ~= "none"
  end },
  { key = "why.foot_roll", applies = function(patient, family)
    return matching.applies.P9(patient) and family == "cup"
  end },
  { key = "why.rehabilitation", applies = function(patient)
    return matching.applies.P10(patient) and patient.prescribed
  end },
  { key = "why.lasting_pain", applies = function(patient)
    return patient.other_care_tried == true
  end },
}

function insert_text.purpose_keys(patient)
  local family, condition = insert_text.family[patient.insert_type], insert_text.condition(patient)
  local keys = { table.unpack(purpose[family]) }
  for _, key in ipairs(family == "lift" and lift_purpose[condition] or {}) do
    keys[#keys + 1] = key
  end
  if family == "lift" and condition == "leg_length_difference" then
    keys[#keys + 1] = "insert.lift.shorter." .. patient.shorter_leg
  end
  local why = sentences.by_status("why." .. condition, patient)
  if has(why) then
    keys[#keys + 1] = why
  end
  for _, more in ipairs(more_reasons) do
    if more.applies(patient, family, condition) then
      keys[#keys + 1] = more.key
    end
  end
  return keys
end

local function family_of(patient)
  return insert_text.family[patient.insert_type]
end

function insert_text.risk_keys(patient)
  return risks[family_of(patient)] or risks.other
end

local function has_key(keys, wanted)
  for _, key in ipairs(keys) do
    if key == wanted then
      return true
    end
  end
  return false
end

function insert_text.gain_keys(patient)
  local of_family = gains[family_of(patient)]
  local keys = { table.unpack(of_family[insert_text.condition(patient)] or of_family.other
    or { "gain.ease" }) }
  local wanted = #insert_text.risk_keys(patient)
  for _, key in ipairs(gains_of_all) do
    if #keys < wanted and not has_key(keys, key) then
      table.insert(keys, #keys, key) -- "it can ease pain, but ..." stays the last
    end
  end
  return keys
end

-- What nobody can promise of the insert.
function insert_text.unknown_key(patient)
  return "unknown.effect." .. family_of(patient)
end

-- Sentences that are true of every insert.
insert_text.about_keys = { "insert.position", "insert.care", "insert.chosen_by", "insert.no_buying" }

return insert_text

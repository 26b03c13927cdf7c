-- Which sentences an insert handout prints, by insert and condition (HANDOUT specification, table 2).
--
-- Tables of wording keys, nothing else: the words stand in corpus/wording, the rules that compare
-- insert and condition in scripts/lib/rules.lua. The program never chooses an insert.

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

local gains = {
  lift = {
    achilles_tendinopathy = { "gain.lift.tendon", "gain.lift.exercises", "gain.ease" },
    calf_strain = { "gain.lift.calf", "gain.ease" },
    leg_length_difference = { "gain.lift.length", "gain.lift.balance", "gain.ease" },
  },
  cup = {
    plantar_fasciitis = { "gain.cup.steady", "gain.cup.band", "gain.ease" },
    heel_spur_pain = { "gain.cup.steady", "gain.cup.spur", "gain.ease" },
    other = { "gain.cup.steady", "gain.cup.soften", "gain.ease" },
  },
  pad = {
    fat_pad_atrophy = { "gain.pad.thin", "gain.cushion.impact", "gain.ease" },
    other = { "gain.cushion.layer", "gain.pad.comfort", "gain.ease" },
  },
  insole = { other = { "gain.insole", "gain.ease" } },
}

-- As many risks as gains are printed: the first of these.
local risks = {
  lift = { "risk.strain", "risk.tight_shoe", "risk.lift.calf", "risk.gait" },
  cup = { "risk.strain", "risk.tight_shoe", "risk.lean_on_it", "risk.gait" },
  pad = { "risk.strain", "risk.tight_shoe", "risk.lean_on_it", "risk.gait" },
  insole = { "risk.strain", "risk.tight_shoe", "risk.lean_on_it", "risk.gait" },
}

-- The condition that the insert is for: the first one named.
function insert_text.condition(patient)
  return patient.condition[1]
end

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
  return keys
end

function insert_text.gain_keys(patient)
  local of_family = gains[insert_text.family[patient.insert_type]]
  return of_family[insert_text.condition(patient)] or of_family.other or { "gain.ease" }
end

function insert_text.risk_keys(patient, count)
  local all = risks[insert_text.family[patient.insert_type]]
  return { table.unpack(all, 1, count) }
end

return insert_text

"""Guardrails and inference profiles: MiniStack has the service, its CloudFormation does not reach it."""

import json

from ministack.services import bedrock
from rows import body_of, is_system_tag, row


def api(properties):
    """CloudFormation's properties as a JSON API spells them: members begin in lower case."""
    if isinstance(properties, dict):
        return {name[:1].lower() + name[1:]: api(value) for name, value in properties.items()}
    if isinstance(properties, list):
        return [api(item) for item in properties if not is_system_tag(item)]
    return properties


def bedrock_tags(arn, properties):
    bedrock._tags[arn] = {tag["key"]: tag["value"] for tag in api(properties.get("Tags") or [])}


# --- AWS::Bedrock::ApplicationInferenceProfile


def create_inference_profile(_logical_id, properties, _stack):
    name = properties["InferenceProfileName"]
    if any(profile["InferenceProfileName"] == name for profile in bedrock._inference_profiles_apps.values()):
        raise ValueError(f"ConflictException: an inference profile named {name} exists")
    arn = json.loads(body_of(bedrock._create_inference_profile(json.dumps(api(properties)))))["inferenceProfileArn"]
    profile_id = arn.rsplit("/", 1)[1]
    return profile_id, {"InferenceProfileArn": arn, "InferenceProfileId": profile_id, "InferenceProfileIdentifier": profile_id}


def update_inference_profile(physical_id, _old, new, _stack):
    """Everything but the tags replaces it."""
    arn = bedrock._inference_profiles_apps[physical_id]["InferenceProfileArn"]
    bedrock_tags(arn, new)
    return physical_id, {"InferenceProfileArn": arn, "InferenceProfileId": physical_id, "InferenceProfileIdentifier": physical_id}


def delete_inference_profile(physical_id, _properties):
    body_of(bedrock._delete_inference_profile(physical_id))


# --- AWS::Bedrock::Guardrail and its versions

GUARDRAIL_POLICIES = (
    "ContentPolicyConfig",
    "ContextualGroundingPolicyConfig",
    "SensitiveInformationPolicyConfig",
    "TopicPolicyConfig",
    "WordPolicyConfig",
)


def guardrail_attributes(arn):
    return {"GuardrailArn": arn, "GuardrailId": arn.rsplit("/", 1)[1], "Version": "DRAFT"}


def create_guardrail(_logical_id, properties, _stack):
    arn = json.loads(body_of(bedrock._create_guardrail(json.dumps(api(properties)))))["guardrailArn"]
    return arn, guardrail_attributes(arn)


def update_guardrail(physical_id, _old, new, _stack):
    # UpdateGuardrail takes the whole guardrail: a policy that is left out is removed.
    whole = {**dict.fromkeys(GUARDRAIL_POLICIES), "Description": "", **new}
    body_of(bedrock._update_guardrail(physical_id, json.dumps(api(whole))))
    bedrock_tags(physical_id, new)
    return physical_id, guardrail_attributes(physical_id)


def delete_guardrail(physical_id, _properties):
    body_of(bedrock._delete_guardrail(physical_id, {}))


def create_guardrail_version(_logical_id, properties, _stack):
    identifier = properties["GuardrailIdentifier"]
    made = json.loads(body_of(bedrock._create_guardrail_version(identifier, "{}")))
    guardrail_id, version = made["guardrailId"], made["version"]
    bedrock._guardrail_versions[f"{guardrail_id}/{version}"]["Description"] = properties.get("Description", "")
    return f"{guardrail_id}|{version}", {"GuardrailId": guardrail_id, "Version": version}


def delete_guardrail_version(physical_id, _properties):
    bedrock._guardrail_versions.pop(physical_id.replace("|", "/"), None)


def get_guardrail(identifier, query, stock=bedrock._get_guardrail):
    """GetGuardrail answers `filters` where CreateGuardrail takes `filtersConfig`; MiniStack gives back what it took."""
    status, headers, body = stock(identifier, query)
    return status, headers, json.dumps(without_config(json.loads(body))).encode()


def without_config(value):
    if isinstance(value, dict):
        return {name.removesuffix("Config"): without_config(item) for name, item in value.items() if item is not None}
    return [without_config(item) for item in value] if isinstance(value, list) else value



def install():
    bedrock._get_guardrail = get_guardrail


TABLE = {
    "AWS::Bedrock::ApplicationInferenceProfile": row(
        create_inference_profile,
        delete_inference_profile,
        update_inference_profile,
        replace=("Description", "InferenceProfileName", "ModelSource"),
    ),
    "AWS::Bedrock::Guardrail": row(create_guardrail, delete_guardrail, update_guardrail),
    "AWS::Bedrock::GuardrailVersion": row(create_guardrail_version, delete_guardrail_version, replace=("Description", "GuardrailIdentifier")),
}

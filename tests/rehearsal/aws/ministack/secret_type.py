"""Secrets: `Ref` is the ARN, where MiniStack says the name, and a name that is taken is refused.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-secretsmanager-secret.html
"""

from ministack.services import secretsmanager
from ministack.services.cloudformation import provisioners as cfn

STOCK = cfn._RESOURCE_HANDLERS["AWS::SecretsManager::Secret"]


def create_secret(logical_id, properties, stack):
    if properties.get("Name") in secretsmanager._secrets:
        raise ValueError(f"ResourceExistsException: a secret named {properties['Name']} exists")
    _name, attributes = STOCK["create"](logical_id, properties, stack)
    return attributes["Arn"], attributes


def update_secret(physical_id, old, new, stack, logical_id=None):
    _name, attributes = STOCK["update"](secret_name(physical_id), old, new, stack, logical_id)
    return attributes["Arn"], attributes


def delete_secret(physical_id, properties):
    STOCK["delete"](secret_name(physical_id), properties)


def secret_name(arn):
    return next((name for name, secret in secretsmanager._secrets.items() if secret["ARN"] == arn), arn)


EXTENDED = {"AWS::SecretsManager::Secret": {"create": create_secret, "update": update_secret, "delete": delete_secret}}

"""Buckets: MiniStack's own table of their properties, with those that it lacks. A member that is not named here fails the bucket."""

from xml.etree.ElementTree import Element, SubElement, tostring

from ministack.services import s3
from ministack.services.cloudformation import provisioners as cfn
from rows import body_of, is_system_tag


def xml(root, fields):
    """An S3 request body from (path, value) pairs; a path that ends in [] begins a new element."""
    top = Element(root, xmlns=s3.S3_NS)
    for path, value in fields:
        parent, *names = top, *path.split("/")
        for name in names[:-1]:
            parent = last_of(parent, name)
        leaf = SubElement(parent, names[-1].removesuffix("[]"))
        if value is not None:
            leaf.text = str(value).lower() if isinstance(value, bool) else str(value)
    return tostring(top)


def last_of(parent, name):
    found = parent.findall(name)
    return found[-1] if found else SubElement(parent, name)


def fields_of(value, names, prefix=""):
    """(path, value) pairs of a nested property, by a table of its members: CloudFormation's path to S3's."""
    flat = dict(leaves(value))
    unknown = [name for name in flat if name not in names]
    if unknown:
        raise ValueError(f"the rehearsal's launcher does not know {', '.join(unknown)} of a bucket; add it to its table")
    return [(prefix + names[name], item) for name, item in flat.items()]


def leaves(value, path=""):
    if not isinstance(value, dict):
        return [(path, value)]
    return [leaf for name, item in value.items() for leaf in leaves(item, f"{path}/{name}" if path else name)]


def rules_of(rules, element, names):
    return [pair for rule in rules for pair in [(f"{element}[]", None), *fields_of(rule, names, f"{element}/")]]


ENCRYPTION = {
    "ServerSideEncryptionByDefault/SSEAlgorithm": "ApplyServerSideEncryptionByDefault/SSEAlgorithm",
    "ServerSideEncryptionByDefault/KMSMasterKeyID": "ApplyServerSideEncryptionByDefault/KMSMasterKeyID",
    "BucketKeyEnabled": "BucketKeyEnabled",
}
LIFECYCLE = {
    "Id": "ID",
    "Status": "Status",
    "Prefix": "Filter/Prefix",
    "ExpirationInDays": "Expiration/Days",
    "ExpiredObjectDeleteMarker": "Expiration/ExpiredObjectDeleteMarker",
    "AbortIncompleteMultipartUpload/DaysAfterInitiation": "AbortIncompleteMultipartUpload/DaysAfterInitiation",
    "NoncurrentVersionExpiration/NoncurrentDays": "NoncurrentVersionExpiration/NoncurrentDays",
}
LOGGING = {
    "DestinationBucketName": "TargetBucket",
    "LogFilePrefix": "TargetPrefix",
    "TargetObjectKeyFormat/PartitionedPrefix/PartitionDateSource": "TargetObjectKeyFormat/PartitionedPrefix/PartitionDateSource",
}
LOCK = {
    "ObjectLockEnabled": "ObjectLockEnabled",
    "Rule/DefaultRetention/Mode": "Rule/DefaultRetention/Mode",
    "Rule/DefaultRetention/Days": "Rule/DefaultRetention/Days",
}


def encryption_xml(value):
    rules = [{**rule, "ServerSideEncryptionByDefault": with_key(rule["ServerSideEncryptionByDefault"])} for rule in value["ServerSideEncryptionConfiguration"]]
    return xml("ServerSideEncryptionConfiguration", rules_of(rules, "Rule", ENCRYPTION))


def with_key(default):
    """S3 takes the account's own key where `aws:kms` names none, as on CDK's bucket for assets; MiniStack wants it named."""
    return {"KMSMasterKeyID": "alias/aws/s3", **default} if default["SSEAlgorithm"] == "aws:kms" else default


def lifecycle_xml(value):
    return xml("LifecycleConfiguration", rules_of(value["Rules"], "Rule", LIFECYCLE))


def logging_xml(value):
    return xml("BucketLoggingStatus", fields_of(value, LOGGING, "LoggingEnabled/"))


def lock_xml(value):
    return xml("ObjectLockConfiguration", fields_of(value, LOCK))


def ownership_xml(value):
    return xml("OwnershipControls", rules_of(value["Rules"], "Rule", {"ObjectOwnership": "ObjectOwnership"}))


def tags_xml(value):
    tags = [tag for tag in value if not is_system_tag(tag)]
    return xml("Tagging", rules_of(tags, "TagSet/Tag", {"Key": "Key", "Value": "Value"}))


def accepted(put):
    """A refusal of S3 becomes the failure of the resource."""
    return lambda bucket, body: body_of(put(bucket, body))


def no_unlock(_bucket):
    raise ValueError("Object Lock cannot be taken from a bucket")


BUCKET_PROPERTIES = (
    ("BucketEncryption", encryption_xml, accepted(s3._put_bucket_encryption), s3._delete_bucket_encryption),
    ("LifecycleConfiguration", lifecycle_xml, accepted(s3._put_bucket_lifecycle), s3._delete_bucket_lifecycle),
    ("LoggingConfiguration", logging_xml, accepted(s3._put_bucket_logging), lambda bucket: s3._bucket_logging_config.pop(bucket, None)),
    ("ObjectLockConfiguration", lock_xml, accepted(s3._put_object_lock_configuration), no_unlock),
    ("OwnershipControls", ownership_xml, accepted(s3._put_bucket_ownership_controls), s3._delete_bucket_ownership_controls),
    ("Tags", tags_xml, accepted(s3._put_bucket_tagging), s3._delete_bucket_tagging),
)


def delete_bucket(physical_id, _properties):
    """As S3 does, refuses a bucket that holds an object, an older version or a delete marker."""
    if physical_id in s3._buckets:
        body_of(s3._delete_bucket(physical_id))


def install():
    cfn._S3_BUCKET_CONFIGURATIONS += BUCKET_PROPERTIES


EXTENDED = {"AWS::S3::Bucket": {"delete": delete_bucket}}
